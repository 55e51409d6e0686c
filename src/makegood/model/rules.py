"""The table of rules: what each is called, who raises it, how grave it is, what it says and how to mend it.

Letters: J the JSON text, F files and folders, S the shape, N names, D dates, M money, K computation, E evidence,
C channels and windows, T parties and texts, G letters that no font has, O policies, P exhibits, R templates,
A finished documents, L the day. `D` to `T` keep the numbers under which the domain knows them.
Sentences and fixes hold no value of a case: logs and machine formats print them.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from makegood.model.errors import Place, Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Step = Literal["load", "check", "derive", "prepare", "render", "assemble", "inspect", "write", "cli"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule."""

    id: str
    severity: Severity
    step: Step
    sentence: str
    fix: str


def problem(
    rule: str,
    place: Place,
    *,
    related: tuple[Place, ...] = (),
    detail: str = "",
    message: str | None = None,
    fix: str | None = None,
    severity: Severity | None = None,
    entries: tuple[str, ...] = (),
) -> Problem:
    """Make the problem of a rule at a place, in the rule's own words unless better ones are given.

    `message` and `fix` must hold no value of a case; `detail` and `entries` may. Raises KeyError for an unknown rule.
    """
    known = RULES[rule]
    return Problem(
        rule=rule,
        severity=severity or known.severity,
        message=message or known.sentence,
        fix=fix or known.fix,
        place=place,
        related=related,
        detail=detail,
        entries=entries,
    )


# ruff: noqa: E501 - a table is read line by line, and a rule is one line
# One line a rule: "id severity step | sentence | fix". E is an error, W a warning.
_TABLE = """
J1 E load | This is not valid JSON. | Correct the text at the mark: a comma, a quote or a bracket is most often missing.
J2 E load | The same key stands twice in one object. | Remove one of the two, or rename it.
J3 E load | This number cannot be used. | Write an ordinary number; an amount of money is a text such as "GBP 1500.00".
J4 E load | The file is nested too deeply. | Remove the superfluous brackets.
J5 E load | The file is too large for a case. | Move long texts to story.md and documents to the folder evidence/.
J6 E load | The file is not in UTF-8. | Save it again with the encoding UTF-8.
J7 E load | The text holds a character that nobody can see. | Delete the character at the mark and type the text again.
J8 E load | The file is not one JSON object. | Begin the file with { and end it with }.
J9 E load | This is still to be filled in. | Type the value in place of the words that begin with FILL IN.
F1 E load | This is a link, not a file. | Put a copy of the file itself in its place.
F2 E load | This is not an ordinary file. | Remove it, and put the document itself in its place.
F4 E load | Two files have names that differ in capitals or accents only. | Rename one of them.
F5 E load | There are too many files in evidence/. | Remove what proves nothing, or raise settings.limits.evidence_files.
F6 E load | This is too large. | Make it smaller, or raise the limit in settings.limits.
F7 W load | This hidden file is not looked at. | Delete it, or give it a name without a dot in front if it is evidence.
F8 E load | This cannot be read. | Check that the file is there and that you may open it.
F9 E load | This file name does not work on every computer. | Rename it with letters, digits, dots and hyphens only.
F10 E load | There is no case.json here. | Name a case folder, or make a case with: `make new`
S1 E check | This key is not known here. | Remove it, or correct its name.
S2 E check | A required key is missing. | Add it.
S3 E check | This is the wrong type of value. | Write a value of the type that is asked for.
S4 E check | This word is not in the list of allowed words. | Choose a word from the list.
S5 E check | This text does not have the form that is asked for. | Write it in the form of the example.
S6 E check | This is not a day of the calendar. | Write a day as year-month-day, such as 2026-09-15.
S7 E check | This is not a moment in time. | Write a day (2026-09-15) or a moment (2026-09-15T14:30:00+01:00).
S8 E check | This is not an amount of money. | Write the currency code, one space and the amount with a dot: "GBP 1500.00".
S9 E check | This number is out of its range. | Write a number within the range.
S10 E check | This list has too few or too many entries. | Add or remove entries.
S11 E check | This text is empty or too long. | Write a text of a usual length, or remove the key.
S12 E check | This entry stands twice in the list. | Remove one of the two.
S13 E check | This time zone is not known. | Write its name as in "Europe/London".
S14 E check | This country is not known. | Write its code of two capital letters, such as "GB".
S15 E check | This part of the country is not known, so no law and no holiday of its own counts. | Write its code in ISO 3166-2, such as "SCT" for Scotland, or remove the key.
S16 E check | Nobody can pay into the account for repayments as it is stated. | State one account, whole, as the bank or PayPal has it, or remove repayment.
S17 W check | Nothing reads this any more. | Remove it. Type: `make fix WRITE=yes`
N1 E check | The case's reference is not the name of its folder. | Rename the folder, or correct case_ref.
N2 E check | The name of the case folder holds a space. | Rename the folder as case_ref says: letters, digits and hyphens.
N3 E check | The same id stands twice. | Give each entry an id of its own.
N4 E check | This text holds an invisible control character. | Delete the character and type the text again.
N5 E check | This text would become a line of a mail's header and may not stand there. | Type it in one line, without "=?".
D10 E check | This time has no time zone. | Add an offset such as +01:00, or "timezone": "Europe/London" to case, here or in defaults.json.
D12 E check | The status does not fit the day of the post and the day on which it was due. | Correct the status or the due day; where the address tells a wrong day, type posted_at.
T11 E check | The ground does not fit what was delivered. | Choose the ground that fits, or correct the status of a deliverable.
T9 E check | A letter or request that was sent does not say which. | Add "letter" with its name, such as "first_request", or "desk" where it went to one.
T10 E check | There are no texts in this language yet. | Write "en".
M1 E check | The claim is more than what was paid and has not come back. | Claim less, or add the payment that is missing.
M2 E check | The amounts are in different currencies. | Write all amounts in one currency; a payment that was made in another needs fx.
M3 E check | The amount claimed is not what the computation gives. | Remove "requested" from refund; or, to ask for this sum all the same, add "method": "negotiated" beside it.
M4 E check | The prices of the deliverables do not add up to the fee. | Correct a price or agreement.fee.
M5 E check | This amount does not fit its currency. | Write a currency of ISO 4217, with as many decimals as it has.
M6 W check | The claim includes tax that is not paid back on this channel. | Write the amount without tax as refund.requested, with the method "negotiated".
M13 W check | More came back than was paid. | Correct the amount; if it is right, accept the rule with a reason.
M14 W check | More than the agreed fee was paid. | Correct the amount or the fee; write a tax on it as "tax"; if all is right, accept the rule.
M15 E check | This is not less than what is asked for. | Correct the amount, or the sum that is claimed.
M16 E check | The same money came back in two ways. | Give back what came last, and take its payment out. Record both in log as "noted", with their evidence.
M17 E check | Two were asked for this money, and it is not said which of them paid. | Add "via" to each payment: "creator", "paypal", "card_issuer" and so on.
M19 E check | A desk was asked for more than went through it. | Correct the amount of this entry, or the payments that went this way.
M20 W check | More came back this way than was paid this way. | Correct the amount, or say in "channel" of the payment which way it came.
M18 W check | Nothing proves that this came back. | Add the statement that shows it to evidence, and put its id into the list evidence of this payment.
M21 E check | What arrived of this payment does not fit what was paid. | Write what arrived in the currency of amount, and less than it; or remove "received".
M22 E check | A cryptocurrency is stated, and the payment was made in another way. | Write "method": "crypto", or remove coin.
M7 E check | This amount must be more than zero. | Write what was paid; money that came back is a payment with direction "in".
K1 E check | The claim cannot be computed from what the case says. | Add what is missing; or add "requested": "GBP 500.00" and "method": "negotiated" to refund.
E1 E check | The file is not what the case says. | Put the right file into evidence/, or correct the case.
E2 E check | There is no evidence with this id. | Correct the id, or add the evidence with this id.
E14 E check | The mail that was sent is not as the log says. | Put it into the folder sent/ of the case, or correct eml and sha256.
E17 E check | A text that is to be hidden stands in what is said of the file. | Write the caption, the title and the name of the file without it.
E16 E check | This area ends beyond the page. | Correct it: x and width are percent of the page and come to 100 at most, and so do y and height.
E15 W check | An exhibit that a reader has is no longer among the evidence. | Put it back under its id, or accept the rule with a reason: the packet says that it was withdrawn.
E12 W check | This evidence proves nothing yet, and goes out as an exhibit all the same. | Put its id into the list evidence of what it proves, or remove the entry, or give it the audience internal.
E13 W check | A file in evidence/ is not in the case. | Add an entry for it to the list evidence, or remove the file.
T1 E check | The address does not belong to the creator's handle. | Correct the URL or the handle.
T2 E check | This is not an e-mail address that can be used. | Correct it: name@domain.
O1 E check | The program has no rules for this yet. | Choose another value, or add a policy to the folder policies/ of the workspace.
O2 E check | A file of the workspace's policies is wrong. | Correct it, or remove the file: the program's own of its name holds then, where there is one.
D1 E check | The payment came before the agreement. | Correct one of the two days, or say in agreement.prepaid_reason why it was paid first.
D2 E check | This is later than the day for which the case speaks. | Correct the day, or set case.as_of to today (type: `make today`).
D3 E check | This day comes before the other one that is shown, and should follow it. | Correct one of the two days.
D4 W check | The number in the post's address tells another time than posted_at. | Correct posted_at or the address; or remove posted_at, and the number tells it.
D5 E check | The post was removed before it was posted. | Correct one of the two days.
D6 E check | The post stayed as long as agreed, so it was not removed early. | Correct removed_at, min_live_days or the status.
D7 W check | This was sent before the previous deadline had passed. | Correct a day, or accept the rule with a reason.
D8 E check | The deadline is shorter than this letter must give. | Correct a day; or send the letter again with a later deadline, and record that one in its place.
D9 W check | The deadline is on a weekend or a holiday. | Choose a working day; for a letter that has gone out, accept the rule with a reason.
D14 E check | This gives no more time than there was. | Correct the deadline. If less time was agreed on, record that as "agreed".
D11 E check | The answer came before the request. | Correct one of the two dates.
M8 E check | More coins are said to be unused than were bought. | Correct coins or coins_unused.
M9 E check | The same money is asked for in two ways at once. | Withdraw one, and record its end: event "rejected" or "cancelled", with its desk.
M10 W check | Nothing proves this payment. | Add a receipt to evidence, and put its id into the list evidence of this payment.
M11 E check | The money went to somebody else than the creator. | Add parties.payee: who that is to the creator, and what shows it. Or correct payee.
E3 W check | The least that this ground needs is not proven. | Add the evidence that is named.
E4 W check | The post is proven by screenshots alone. | Add url to the deliverable, or an export to its evidence.
E6 E check | This data may be shown to TikTok and your own people only. | Limit its audience to tiktok and internal.
E7 E check | This is privileged and would be shown to others. | Limit its audience to internal.
E9 W check | This is in another language and has no translation. | Add the translation to evidence, with this id as its translation_of.
E10 W check | The same file stands in evidence/ twice. | Remove one of the two.
E11 W check | The same figures were read on the same day, and differ. | Keep the right ones, or accept the rule with a reason.
C1 E check | TikTok does not hold this money and cannot pay it back. | Ask the one who was paid; correct case.channel if the money went another way.
C2 E check | TikTok cannot pay this back: the store sold it. | Ask the store; correct case.channel if the money went another way.
C3 W check | The time for this ends soon, or has ended. | Act now, or accept the rule with a reason.
C4 E check | This was done before the day from which it is taken. | Correct its day, or do it again from the day that is named.
C5 E check | This order gives less than the whole amount at its stage. | Remove refund.method: the amount then follows from the stage.
C6 E check | This desk takes no request on this channel. | Ask the desk of the channel, and correct desk.
C7 E check | What this channel asks for first was not accepted by anybody yet. | Add an entry to acknowledged.
C8 W check | This cannot be undone, and nobody has accepted it yet. | Add an entry to acknowledged.
C9 E check | What was delivered counts as delivered in full. | Remove this ground.
C10 W check | Payments to friends and family are not protected. | Ask the creator: PayPal takes no dispute for it. Correct method if it was for goods and services.
C11 E check | The PayPal dispute has run out without a claim. | Record claim_opened if you made it in time; else record its end: event "rejected", by "paypal".
C12 W check | The time for a claim against TikTok ends soon, or has ended. | Give the written notice now, and look at "If that fails" on the case page.
C13 W check | A second ticket so soon slows the first one down. | Wait for the answer to the first; if the second was needed, accept the rule with a reason.
C14 W check | The other party was not asked before the dispute. | Record in log when you asked, or ask now.
T3 W check | It is not known whether the creator is a person or a firm. | Write "individual", "sole_trader" or "company" once you know it.
T8 W check | The case is closed, but money is still out and nothing says why. | Add the payment that came back, or record in log what was agreed or waived.
T16 W check | Something was given up, and nothing says why. | Add "text" to the entry, with the reason in a sentence.
T12 E check | A desk has answered that nobody had asked. | Record how it was asked, such as ticket_opened or dispute_opened; or correct by.
T13 E check | This came after the case was closed. | Record it as "noted", or remove the entry "closed" if the case goes on.
T14 E check | This letter follows something that is not in the log. | Record before it what it follows, or correct the letter.
T15 W check | This letter is recorded twice. | Remove one of the two; if the same mail did go out twice, accept the rule with a reason.
D13 E check | This is not due yet, so it cannot be missing. | Wait until the day after, or correct the due day or case.as_of.
C15 E check | Nobody pays this back. | Read the reason; choose another channel if the money went another way.
C16 E check | This is no ground for a refund, unless the figure was guaranteed in writing. | Add guaranteed, with its evidence, to the deliverable, or choose another ground.
C17 E check | This payment went another way than the channel says. | Choose the channel that fits, such as "direct_bank"; or correct method: what charged a card is "card".
C18 E check | The order is said to be at an earlier stage than its work has reached. | Correct agreement.order_stage, or take it out: it follows from the deliverables.
C19 E check | This payment went a way that stands in no case with the others. | Make two cases, one for each way: take this payment out, and type `make new` for the other.
C20 E check | Which desk this was is not said, and there are two. | Add "desk" to this entry.
C21 E check | What this store sold is asked back another way than the channel says. | Choose the channel that takes this store, or correct store.
C22 W check | No text that was read gives this right on this channel in your country. | Choose another ground, correct the country, or accept the rule with a reason, such as a law of your country.
C23 W check | The law of this case wants such an agreement in writing, and no written contract is among the evidence. | Ask a lawyer of that country first. Where the agreement holds all the same, accept the rule with a reason.
O3 W check | A rule that this case goes by was read more than 180 days before this day. | Read its page again, and put a dated copy of the file into the folder policies/ of the workspace.
G1 E check | This character cannot be printed with the fonts that are here. | Type `make scripts`, which brings more fonts, or write it in Latin, Greek or Cyrillic letters.
P1 E prepare | This kind of file cannot be shown in a packet. | Save it as PDF, PNG or JPEG, and put that in its place.
P2 E prepare | This file is damaged. | Save or export it again.
P3 E prepare | This file is locked with a password. | Save a copy without password, and put that in its place.
P4 E prepare | This file is empty. | Save or export it again.
P5 E prepare | This file is too large to be shown. | Save it smaller, or leave out what is not needed.
P6 E prepare | This file takes too long, or too much memory, to be shown. | Print or export it again in a simpler form, or show fewer of its pages.
P7 E prepare | This page is not in the file. | Correct the pages that are asked for.
P8 E prepare | This file changed while it was being read. | Build again when nothing writes to it.
P9 E prepare | A text that is to be hidden cannot be found in this file. | Give the area to hide instead of the text.
E5 W prepare | The chat may be cut off at its beginning. | Export the chat in smaller parts.
P10 E prepare | It cannot be told whether day or month comes first in this chat. | Add date_order: "dmy" where 3/11/2026 is a day in November, "mdy" where it is one in March.
P11 E prepare | Of those who write in this group nobody is known. | Write under me your name as the chat has it, and under unmask who else may be read, with a reason.
R1 E render | A template is wrong. | Correct it at the mark, or remove it: the program's own is used then.
R2 E assemble | A document could not be laid out. | Shorten the text that is named, or change the template.
R3 E assemble | A document asks for something that was not handed to it. | Remove it from the template.
R4 E assemble | This document is too large to be sent. | Leave out evidence, or give it to another audience.
R5 E assemble | This cannot stand in the header of a mail or in the name of an attachment. | Type it in one line, without "=?" and without invisible characters.
R6 E assemble | An exhibit is not in the document. | Put all pages of all exhibits into the template.
A1 E inspect | An amount in the document is not in the case. | Correct it: amounts in a document come from the case.
A2 E inspect | A date in the document is not in the case. | Correct it: dates in a document come from the case.
A3 E inspect | The document names a reference or an exhibit that is not in the case. | Correct the reference.
A4 E inspect | A line of the mail's header is not what it should be. | Look for odd characters in names and the subject.
A5 E inspect | The document holds active content. | Save the exhibit again as plain PDF or PNG.
A6 E inspect | The document holds data about the computer or the camera. | Tell the makers: this must not happen.
A8 E inspect | Something was left to be filled in. | Fill it in, or correct the template.
A9 E inspect | This is longer or shorter than it may be. | Shorten or lengthen the text.
A10 E inspect | Something that must stand in this document is not in it. | Put it back into the template.
A11 E inspect | The two forms of the mail do not say the same. | Make the text and the HTML template say the same amounts and days.
A12 E inspect | Two blanks or two stops stand where one is meant, or a blank before a stop, or brackets around nothing. | Correct the template.
A13 E inspect | An item, a field or a paragraph says nothing. | Leave it out of the template where there is nothing to say.
A14 E inspect | The subject is over 78 characters, or lacks the case's reference or the word refund. | Correct the subject in the template.
A15 E inspect | The words of a link show another address than that to which it leads. | Correct the link, or its words.
A16 W inspect | The letter is longer or shorter than such a letter usually is. | Shorten or lengthen it in the template.
A17 W inspect | The letter is hard to read. | Write shorter sentences and shorter words.
T4 E inspect | The letter speaks of a ground that is not claimed. | Correct the letter or refund.grounds.
T5 E inspect | The text holds a word that accuses or threatens. | State what can be seen instead.
T6 E inspect | The final notice lacks something it must have. | Add what is named.
T7 E inspect | An offer to settle is not marked as one, or another letter is. | Write "Without prejudice" at the top and in the subject of the offer, and in no other letter.
A18 W inspect | A letter that was sent says something that the case does not say any more. | Correct the case, or write to the reader again; or accept the rule with a reason.
A19 W inspect | This mail is heavy: a mail server may refuse it. | Leave out evidence, or save it smaller; or say in settings.limits.mail_bytes what fits.
A20 E inspect | Something that is hidden in an exhibit can be read in this document. | Change the words that say it, or show it where it is hidden: take the mask out, or add unmask.
A21 E inspect | This document says what its reader may not see. | Take it out of the words of the case, or add the reader to the audience.
E8 W inspect | Something private can be read here. | Write it without, or say with unmask why it may stand.
L2 W cli | The day for which the case waits is over, and the case still speaks of a day before. | Set case.as_of to today and build again, for the next letter. Type: `make today`
L1 E cli | The letter asks for a reply by a day that is counted from case.as_of, and has come too close. | Set case.as_of to today and build again. Type: `make today`
"""

REPLACED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "F3": ("E1", "F1"),
        "F11": ("E1", "E14", "F10"),
        "A7": ("R6",),
        "M12": ("A1",),
    }
)
"""Ids that no step reports, by the rules that ask the same. A case may still accept them; none gets another meaning."""


def _read(lines: str) -> Iterator[tuple[str, Rule]]:
    for line in lines.strip().splitlines():
        head, sentence, fix = line.split(" | ")
        name, grave, step = head.split(" ")
        severity: Severity = "error" if grave == "E" else "warning"
        yield name, Rule(name, severity, _STEPS[step], sentence, fix)


_STEPS: Mapping[str, Step] = {
    "load": "load",
    "check": "check",
    "derive": "derive",
    "prepare": "prepare",
    "render": "render",
    "assemble": "assemble",
    "inspect": "inspect",
    "write": "write",
    "cli": "cli",
}
RULES: Mapping[str, Rule] = MappingProxyType(dict(_read(_TABLE)))
