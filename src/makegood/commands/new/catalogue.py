"""The questions of `new` on a terminal, one for each place of a case, in the order of asking."""

from __future__ import annotations

from dataclasses import dataclass

from makegood.commands.new.first_case import SHARED

# ruff: noqa: E501 - a table is read line by line, and a question is one line
# "pointer | question | hint how to answer, or why it is asked". The order is that of asking.
_TABLE = """
/parties/brand/legal_name | Your firm, as registered | it signs every letter, such as Harbour & Pine Ltd
/parties/brand/contact/name | Who signs the emails | such as Jo Penrose
/parties/brand/contact/email | The email address for replies | such as refunds@harbourpine.example
/parties/brand/country | Your firm's country | such as GB
/case/timezone | Your time zone | times without an offset are meant in it, such as Europe/London
/parties/brand/address | Your firm's postal address | for letters on paper: its lines with commas between, such as 14 Quayside Lane, London E1 9ZZ
/parties/brand/ad_account_id | The number of your ad account | support asks for it
/parties/brand/business_center_id | The number of your Business Center | support asks for it
/parties/platform/contracting_entity | The company on TikTok's invoice | a notice by post goes to it
/parties/creator/display_name | The creator's name | as people know it, such as Ana Example
/parties/creator/handle | The creator's handle on TikTok | such as @ana.example
/parties/creator/email | The creator's email address | letters are sent to it; without one they are messages
/parties/creator/entity_type | The creator's legal form | it decides how long a deadline must be
/parties/creator/country | The creator's country | it decides on holidays and on the law, such as GB
/parties/creator/address | The creator's postal address | the last letter goes by post as well: its lines with commas between
/agreement/kind | In what form it was agreed | a spoken agreement is hard to prove
/agreement/order_id | The number of the order | the platform finds it by this
/agreement/order_stage | How far the order got | it decides how much comes back
/agreement/agreed_on | The date of the agreement | such as 2026-08-04
/agreement/fee | The total fee that was agreed | if it is more than what you paid, such as GBP 1500.00
/deliverables/0/due | The due date of the video | such as 2026-09-15
/deliverables/0/status | What happened to it | the status of the first video; more can be added later
/deliverables/0/url | The URL of the post | its number shows when it was posted
/purchase/product | What was bought | such as 5,000 coins for Promote, or prepaid balance
/purchase/store | The store that sold it | it holds the money
/purchase/order_number | The store's order number | as on its receipt
/purchase/transaction_id | TikTok's transaction number | as on its receipt
/purchase/failure/what | What went wrong | in a sentence
/purchase/failure/at | The date when it went wrong | such as 2026-11-20
/payments/0/paid_on | The date of your payment | as on the statement, such as 2026-08-06
/payments/0/amount | How much you paid | such as GBP 500.00
/payments/0/method | How you paid | such as bank_transfer, Zelle, Venmo or cash
/refund/grounds/0 | Why you ask for the money back | the strongest reason; more can be added later
/deliverables/0/removed_at | The date when it was removed | the days on which it was missing are claimed back, such as 2026-09-12
/agreement/min_live_days | How many days it had to stay online | as agreed, such as 30
/deliverables/0/posted_at | The date when it was posted | the days are counted from it, such as 2026-09-02
/purchase/balance/amount | The remaining balance | such as GBP 420.00
/purchase/balance/read_on | The date when you read it | such as 2026-11-20
/purchase/expected | How much should have been charged | the rest is claimed back, such as GBP 99.00; GBP 0.00 if nothing was due
/refund/requested | How much you claim back | it cannot be computed from the other answers, such as GBP 250.00
/refund/alternatives | Would you still accept the work, late, instead of the money | the letter then offers it
/acknowledged/0/id | Which of these you accept | an acknowledged step
/acknowledged/0/on | The date when you accepted it | such as 2026-11-20
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
    """A question with a hint why it is asked or how to answer. `words` are the possible answers with their meanings.

    `offered` is the default answer, or "". `is_optional`: without an answer the value is left out; any other stays
    to be filled in. `is_shared`: the value is the same in all cases of the firm.
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
