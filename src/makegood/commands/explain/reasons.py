"""The reason for each rule, and where to find the numbers and sources behind it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

OURS = "The makers' own rule"


@dataclass(frozen=True, slots=True)
class Reason:
    """Reason for a rule. `see` are names that `makegood explain` accepts; `source` is the title of a document."""

    why: str
    see: tuple[str, ...] = ()
    source: str = OURS


# ruff: noqa: E501 - a table is read line by line
# One line a rule: "id | why | names to look up | source"; the last two may be left out.
_TABLE = """
J1 | A file that is not JSON cannot be read any further. | | RFC 8259, JSON
J2 | Most programs silently take the last of the two. You would not see which one counts. | | RFC 8259, section 4
J3 | A computer keeps such a number only roughly, and money must be exact. | | RFC 8259, section 6
J4 | No case needs so many brackets within brackets. Such a file is damaged, or made to do harm.
J5 | A case that people write is small. A large one holds something that belongs elsewhere.
J6 | In another encoding names and currency signs turn into other letters without any warning. | | RFC 8259, section 8.1
J7 | A name that looks right and is not is never found. Such characters come with copied text.
J8 | A case is a set of named values: one object.
J9 | No document is made with a hole in it.
F1 | What a link leads to can change, or be missing at the reader's.
F2 | Only a document can be evidence. A folder or a device in its place cannot be shown.
F4 | Some computers take both names for one file, and one of the two would be lost.
F5 | A reader does not go through hundreds of files.
F6 | A very large file fills the computer's memory, and no desk takes it. | settings.limits
F7 | A hidden file is most often left behind by a program, so nobody would miss it in a packet.
F8 | What cannot be read cannot be shown to anybody.
F9 | The file would be lost when somebody opens the case on another system.
F10 | A folder is a case if it holds a case.json.
S1 | A misspelt key would be ignored, and its value with it.
S2 | Nobody but you knows this value, and the documents need it.
S3 | A value of another type cannot be read without guessing.
S4 | Only these words have a meaning here. A near miss would change what the documents say.
S5 | In this form it can be read in one way only.
S6 | A date that does not exist is a typing error, and deadlines depend on dates.
S7 | It must be clear when it was. | timezone
S8 | A comma means two things in two countries. This form means one. | amount
S9 | A number out of range is most often a slip of one digit.
S10 | Too few entries prove nothing, and too many are read by nobody.
S11 | An empty text has no meaning. A very long one breaks the layout of an email or a page.
S12 | A repeated entry could be counted twice.
S13 | Without the zone nobody knows on which day something happened. | timezone
S14 | The country decides which rules hold. | country
S15 | The days to reply, and what a final notice must have, differ between the parts of a country. | case.jurisdiction.subdivision | ISO 3166-2, as the library holidays has it
S16 | The letters ask for the money on this account. A slip in it sends the money to somebody else, or back. | repayment | ISO 13616-1:2020 for an IBAN; the check digit of the American Bankers Association
S17 | A value that is not used changes no document, although you would rely on it.
N1 | A case that goes by two names ends up in the wrong folder.
N2 | A blank in its name breaks the commands that build the case.
N3 | An id leads to one thing. With two of them nobody knows which is meant.
N4 | Nobody sees it, and in a mail or a terminal it can do something.
N5 | A line break there would add a line to the mail's header, such as another recipient. | | RFC 5322, section 2.2
D1 | A reader who checks the dates asks first why money went out before there was an agreement. | prepaid_reason
D2 | Documents that speak for a day cannot know what came after it. | case.as_of
D3 | One of two dates is a slip, and the other side would find it.
D4 | TikTok puts the time of the upload into the number of a video. Your reader can look it up too. | deliverables[].url
D5 | Both cannot be true.
D6 | The ground would be untrue. | removed_early, min_live_days
D7 | A letter that gives a deadline promises to wait for it. | reminder, final_notice
D8 | A deadline that is too short looks like a trap, and in some places the law asks for more. | first_request, final_notice
D9 | Nobody answers on that day, and the next working day would count all the same. | settings.holidays
D10 | The same clock time is another moment elsewhere, and can be another day. | timezone
D14 | The letter would say that the reader has more time. | log.deadline
D11 | An answer cannot come before its question. One of the dates is a slip.
D12 | Late or in time follows from the two days. The documents must not state anything else. | status, due
D13 | Until the end of that day the creator can still deliver. | not_delivered, due
M1 | A claim above what is still out is refused as a whole, and harms your good name.
M2 | Without a rate and a day amounts in two currencies cannot be added up. | fx
M3 | The documents print the steps of the computation, and the sum at the end must be the one you ask for. | method, requested
M4 | A share of a sum that does not add up can be disputed. | price, fee
M5 | A currency has a fixed number of decimals. What has more cannot be paid. | | ISO 4217
M6 | Tax that was paid to the state is not the seller's to give back. | balance
M13 | The receipt would thank for it, and call the case settled. | payments.amount
M14 | The letter states both sums, and its reader asks which is right. | agreement.fee, payments.amount
M15 | The letter would thank for more than was asked, or offer no way to settle. | refund.offer
M16 | Whoever has been paid twice owes one of the two, and each of those who paid can ask for all of it. | payments.via, direct_paypal, direct_card
M17 | Where the creator and a desk have both been asked, both may pay. Only a record of who paid can show that nobody paid twice. | payments.via
M19 | A desk gives back what went through it, and nothing else. It can refuse a request for more as a whole. | payments.channel, log.amount
M20 | What a desk is asked for is what went through it, less what came back by it. | payments.channel, payments.via
M18 | The closing report names the proof of each payment. If the payer asks later, or pays twice, it is what counts. | payments.evidence
M21 | The letter says how much of it was kept on the way: the difference of the two. | payments.received, payments.fee
M22 | The letters say what was sent. A coin beside a bank transfer is a slip in one of the two. | payments.coin, payments.method
M7 | Money that moves is more than nothing. direction holds which way it went. | direction
M8 | The store or TikTok sees both numbers. What a coin costs has no source of today, so the price is not checked. | coins, coins_unused
M9 | To ask for the same money in two ways at once can look like an attempt to be paid twice. | direct_paypal, direct_card
M10 | Whoever is asked for money wants to see that it arrived.
M11 | The creator can say: I never had it. | payee
K1 | No sum is guessed. | method
T1 | A post by somebody else proves nothing about this creator. | handle, url
T2 | An email to it would not arrive.
T3 | A person may get more time to answer than a firm. | entity_type, final_notice
T4 | A letter must not accuse of something that is not claimed. | grounds
T5 | A statement about what somebody intended is a risk. A statement about what can be seen is not.
T6 | A last letter that leaves something out has to be sent again. | final_notice
T7 | An offer to settle that is not kept apart can be used against you. | settlement_offer
T8 | A file that contradicts itself is no evidence.
T9 | The next step follows from what was sent. | letter, desk
T10 | A letter half in one language and half in another would go out.
T11 | The letter would contain something untrue about the work. | not_delivered, partially_delivered
T12 | Who reads the log would ask what the answer was to. | desk, by
T13 | A case that is closed has no next step, so nothing would come of it. | event
T14 | A letter that answers what nobody wrote confuses its reader, and can commit you. | reminder, acceptance, refund_received
T16 | Months later nobody knows any more, and the closing report states the reason. | log.text
T15 | The next step is counted from what was sent, and the same letter twice looks like pressure. | letter, sha256
E1 | The wrong document under a good caption costs you the reader's trust.
E2 | The claim would lead to an exhibit that does not exist. | evidence
E3 | The other side asks for exactly this. You lose less time if it is there at once. | grounds
E4 | A screenshot can be doubted. An address or an export can be checked. | deliverables[].url
E5 | The first messages often hold the agreement.
E6 | The terms of TikTok let you use these figures for its own services only. | influencer | TikTok Commercial Terms, section 7.2(a)
E7 | What is shown once is no secret any more. | privilege
E8 | Private details of others have no place in a claim.
E9 | A reader cannot weigh what he cannot read. | translation_of, transcript
E10 | One document that is counted twice looks like padding.
E11 | The other side will quote the one that suits it.
E12 | An exhibit that proves nothing takes attention from those that do.
E13 | You may have forgotten it, or it is there by mistake.
E17 | They stand in the index and on the slip, which every reader has. | evidence.masks, evidence.caption
E16 | What runs off the page may leave open what it was to hide. | evidence.masks, evidence.crop
E15 | The reader may look for it under its letter. A packet that leaves it out without a note looks as if it hid something. | log.exhibits
E14 | What was sent is what a reader will hold you to. It must be there, and be the same.
C1 | TikTok never had this money. The request would be refused, and weeks would pass. | direct_bank, direct_paypal, direct_card
C2 | The store took the payment, so only the store can send it back. | promote_appstore
C3 | After this day the desk may refuse without a look at the matter. | ads_suspended, direct_paypal, direct_card
C4 | The step is turned down before its day, and may count as tried. | direct_paypal
C5 | How far the order came decides how much of it comes back. | tiktok_one, order_stage
C6 | The buttons for it are missing in a suspended account. | ads_suspended
C7 | There is no other way to the balance within a Business Center. | ads_balance_bc
C8 | This cannot be undone, and every campaign of the account ends with it. | ads_balance_no_bc, ads_balance_bc
C9 | TikTok's own rule counts the booking as fulfilled from a certain share on. | ads_spent_dispute
C10 | PayPal's help pages leave payments to friends and family out of its protection. | direct_paypal, paypal_ff
C11 | PayPal closes a dispute that nobody made a claim, and does not open it again. | direct_paypal
C12 | TikTok's terms shut out late claims, and ask for a written notice before. | notice_tiktok_us, notice_tiktok_uk_eea
C13 | Each new ticket about the same starts at the end of the line.
C14 | Who decides about a dispute asks first whether you tried to settle it. | direct_card, direct_paypal
C15 | No source was found for any way back. You would wait for nothing. | ads_credit
C16 | TikTok promises no results, nor does a creator who did what was agreed. | poor_results, guaranteed
C17 | The days and desks of a card or of PayPal were read for what was paid with it. For another way they would be untrue. | direct_card, direct_paypal, payments.method
C18 | What an order gives back depends on its stage: with a stage that is too early, all of the fee would be asked for work that came. | order_stage
C19 | Who is asked, by when and for what differs from way to way. A creator who was paid by bank and by PayPal is asked once, a platform and a store each by themselves. | direct_bank, direct_paypal, direct_card, payments.channel
C20 | Each desk is asked for what went through it, and its days count from its own payments. | log.desk, payments.channel
C21 | TikTok sends coins of Apple and Amazon back to the store, and takes requests for those of Google Play itself. | promote_appstore, promote_google_play, purchase.store
C22 | Coins that were not used can be given back for some days in the EEA, Switzerland, the United Kingdom, Brazil and South Korea. Elsewhere TikTok's policy gives no such right. | coins_not_used, promote_web_coins
C23 | Where an agreement is void, no letter can end it, and what was paid may come back for another reason. Letters do not mention an end until the rule is accepted. | agreement.kind
O1 | Without a rule that was read somewhere, the documents would be guesses.
O2 | A rule that is half read is worse than none.
O3 | TikTok changed most of its pages one to three times in two years.
G1 | The page would show an empty box in place of the letter.
P1 | Readers see pages. What cannot be shown as a page is no exhibit.
P2 | A damaged file cannot be shown, and the reader cannot open it either.
P3 | The reader does not have the password.
P4 | An empty file proves nothing.
P5 | It would fill the computer's memory.
P6 | A file that takes so long is damaged, or made to do harm.
P7 | The packet would show less than the caption says.
P8 | Half of the old file and half of the new one would be shown.
P9 | What was to be hidden could stand there in full.
P10 | Every day in the chat would be another one. | date_order
P11 | In a group, what others wrote is not yours to show. | me, unmask
R1 | A document is made whole or not at all.
R2 | A page that is cut off would go out unseen.
R3 | A document holds only what was checked. Nothing is fetched from elsewhere.
R4 | The mail or the upload would be refused. | settings.limits, influencer
R5 | It would add a line to the header, or give the attachment a false name. | | RFC 5322, section 2.2
R6 | A claim would lead to a page that is not there.
A1 | A letter with a sum of its own contradicts the packet beside it.
A2 | A letter with a day of its own contradicts the packet beside it.
A3 | The reader would look for it in vain.
A4 | A broken header can send a mail to the wrong place.
A5 | Whoever opens the packet would run it, and mail programs refuse such a file.
A6 | Such data can reveal where you live and what you use.
A8 | The reader would see that nobody read it.
A9 | Desks cut off long texts, and short letters leave out what is needed. | first_request
A10 | A letter without its sum, its deadline or its ground asks for nothing.
A11 | Some readers see one form, some the other, and both must have the same content.
A12 | Such an error shows that a machine wrote the letter and that nobody read it.
A13 | The reader asks what is missing there, and so will you.
A14 | Mail programs cut a longer subject off, and whoever looks for the mail later looks for the reference or for refund. | case_ref | RFC 5322, section 2.1.1
A15 | Mail programs warn of such a link, and a reader who has learned to look before a click trusts the whole letter less.
A16 | What is longer is not read to its end, and what is shorter leaves out what is needed. | first_request, final_notice
A17 | A busy person puts off what takes effort. Names, sums and dates do not count. | | R. Flesch, A New Readability Yardstick (1948)
A18 | The reader holds you to what you wrote. | log.eml
A19 | A mail that is refused on its way may come back days later, or not at all, and the deadline runs. | settings.limits, influencer
A20 | What is hidden in one place and shown in another is not hidden. | masks, unmask
A21 | What one reader gets cannot be taken back. | audience, privilege
L2 | The next letter is made only when the case speaks of a day on which it is due. | reminder, case.as_of
L1 | A deadline is counted from the day of sending. What lies ready for days gives less time than it must. | first_request, case.as_of
"""


def _read() -> Iterator[tuple[str, Reason]]:
    for line in _TABLE.strip().splitlines():
        rule, why, see, source, *_ = [*(part.strip() for part in line.split("|")), "", ""]
        yield rule, Reason(why, tuple(name for name in see.split(", ") if name), source or OURS)


REASONS: Mapping[str, Reason] = MappingProxyType(dict(_read()))
