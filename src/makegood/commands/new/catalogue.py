"""The questions of `new` on a terminal: what is asked for each place of a case, in the order of asking."""

from __future__ import annotations

from dataclasses import dataclass

from makegood.commands.new.first_case import SHARED

# ruff: noqa: E501 - a table is read line by line, and a question is one line
# "pointer | question | how it is answered, or why it is asked". The order is that of asking.
_TABLE = """
/parties/brand/legal_name | Your firm, as registered | it signs every letter, such as Harbour & Pine Ltd
/parties/brand/contact/name | Who signs the mails | such as Jo Penrose
/parties/brand/contact/email | The mail address for answers | such as refunds@harbourpine.example
/parties/brand/country | Your firm's country | such as GB
/case/timezone | Your time zone | times without an offset are meant in it, such as Europe/London
/parties/brand/address | Your firm's postal address | for letters on paper: its lines with commas between, such as 14 Quayside Lane, London E1 9ZZ
/parties/brand/ad_account_id | The number of your ad account | support asks for it
/parties/brand/business_center_id | The number of your Business Center | support asks for it
/parties/platform/contracting_entity | The company on TikTok's invoice | a notice by post goes to it
/parties/creator/display_name | The creator's name | as people know it, such as Ana Example
/parties/creator/handle | The creator's handle on TikTok | such as @ana.example
/parties/creator/email | The creator's mail address | the letters go to it; without one they are messages
/parties/creator/entity_type | What the creator is in law | it decides how long a deadline must be
/parties/creator/country | The creator's country | it decides on holidays and on the law, such as GB
/parties/creator/address | The creator's postal address | the last letter goes by post as well: its lines with commas between
/agreement/kind | In what form it was agreed | what was only said is hard to prove
/agreement/order_id | The number of the order | the platform finds it by this
/agreement/order_stage | How far the order came | it decides how much comes back
/agreement/agreed_on | The day on which both had agreed | such as 2026-08-04
/agreement/fee | The whole fee that was agreed | where it is more than what you paid, such as GBP 1500.00
/deliverables/0/due | The last day for the video | such as 2026-09-15
/deliverables/0/status | What became of it | the status of the first video; more can be added later
/deliverables/0/url | The address of the post | its number tells when it was posted
/purchase/product | What was bought | such as 5,000 coins for Promote, or prepaid balance
/purchase/store | The store that sold it | it holds the money
/purchase/order_number | The store's order number | as on its receipt
/purchase/transaction_id | TikTok's transaction number | as on its receipt
/purchase/failure/what | What went wrong | in a sentence
/purchase/failure/at | The day on which it went wrong | such as 2026-11-20
/payments/0/paid_on | The day of your payment | as on the statement, such as 2026-08-06
/payments/0/amount | How much you paid | such as GBP 500.00
/payments/0/method | By which way you paid | such as bank_transfer, Zelle, Venmo or cash
/refund/grounds/0 | Why you ask for the money back | the strongest reason; more can be added later
/deliverables/0/removed_at | The day on which it was gone | the days on which it was missing are asked back, such as 2026-09-12
/agreement/min_live_days | How many days it had to stay | as it was agreed, such as 30
/deliverables/0/posted_at | The day on which it was posted | the days are counted from it, such as 2026-09-02
/purchase/balance/amount | The balance that is left | such as GBP 420.00
/purchase/balance/read_on | The day on which you read it | such as 2026-11-20
/purchase/expected | How much should have been charged | the rest is asked back, such as GBP 99.00; GBP 0.00 where nothing was due
/refund/requested | How much you ask back | nothing that is known here computes it, such as GBP 250.00
/refund/alternatives | Would you still take the work, late, in place of the money | the letter then offers it
/acknowledged/0/id | Which of these you accept | an acknowledged step
/acknowledged/0/on | The day on which you accepted that | such as 2026-11-20
/acknowledged/0/by | Who accepts it | such as Jo Penrose
"""
_OPTIONAL = frozenset(
    {
        "/parties/brand/address",
        "/parties/creator/address",
        "/parties/creator/email",
        "/parties/platform/contracting_entity",
        "/deliverables/0/url",
        "/agreement/fee",
        "/payments/0/method",
    }
)
"""What may stay unknown: without an answer it is left out of the case."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, and why or how it is answered. `words` are the answers there are, each with its meaning.

    `offered` is the answer where nothing is typed, "" for none. `is_optional`: without an answer it is left out; any
    other stays to be filled in. `is_shared`: it is the same in all cases of the firm.
    """

    pointer: str
    text: str
    hint: str
    words: tuple[tuple[str, str], ...] = ()
    offered: str = ""
    is_optional: bool = False
    is_shared: bool = False


TABLE = {
    pointer: Question(pointer, text, hint, is_optional=pointer in _OPTIONAL, is_shared=pointer in SHARED)
    for pointer, text, hint in (line.split(" | ") for line in _TABLE.strip().splitlines())
}
