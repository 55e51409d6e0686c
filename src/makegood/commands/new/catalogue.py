"""The questions of `new` on a terminal, one for each place of a case, in the order of asking."""

from __future__ import annotations

from dataclasses import dataclass

from makegood.commands.new.first_case import SHARED

# ruff: noqa: E501 - a table is read line by line, and a question is one line
# "pointer | question | hint how to answer, or why it is asked". The order is that of asking.
_TABLE = """
/parties/brand/legal_name | Your firm's registered name | printed below every letter, such as Harbour & Pine Ltd
/parties/brand/contact/name | The contact person | named below every letter, such as Jo Penrose
/parties/brand/contact/email | The email address for replies | such as refunds@harbourpine.example
/parties/brand/country | Your firm's country | such as GB
/case/timezone | Your time zone | used for times without an offset, such as Europe/London
/parties/brand/address | Your firm's postal address | for letters on paper; separate the lines with commas, such as 14 Quayside Lane, London E1 9ZZ
/parties/brand/ad_account_id | The ID of your ad account | required by support
/parties/brand/business_center_id | The ID of your Business Center | required by support
/parties/platform/contracting_entity | The company on TikTok's invoice | the addressee of a notice by post
/parties/creator/display_name | The creator's name | the name under which the creator is known, such as Ana Example
/parties/creator/handle | The creator's handle on TikTok | such as @ana.example
/parties/creator/email | The creator's email address | for letters; without an address, letters are written as messages
/parties/creator/entity_type | The creator's legal form | determines the minimum length of deadlines
/parties/creator/country | The creator's country | determines the applicable law and the holidays, such as GB
/parties/creator/address | The creator's postal address | the final notice is also sent by post; separate the lines with commas
/agreement/kind | The form of the agreement | an oral agreement is hard to prove
/agreement/order_id | The order number | used by the platform to find the order
/agreement/order_stage | The stage of the order | determines the amount of the refund
/agreement/agreed_on | The date of the agreement | such as 2026-08-04
/agreement/fee | The total fee that was agreed | if it is more than the amount paid, such as GBP 1500.00
/deliverables/0/due | The due date of the video | such as 2026-09-15
/deliverables/0/status | The status of the first video | you can add more deliverables later
/deliverables/0/url | The URL of the post | its ID contains the time of posting
/deliverables/0/posted_at | The date on which it was posted | shows whether it was late and how long it was online, such as 2026-09-02
/deliverables/0/defects | What is wrong with the post | several may apply, such as 2, 5
/deliverables/1/due | The due date of another video that was never delivered | such as 2026-09-30
/purchase/product | The product | such as 5,000 coins for Promote, or prepaid balance
/purchase/store | The store that sold it | the party that holds the money
/purchase/order_number | The store's order number | as on its receipt
/purchase/transaction_id | TikTok's transaction number | as on its receipt
/purchase/failure/what | What failed | in one sentence
/purchase/failure/at | The date of the failure | such as 2026-11-20
/payments/0/paid_on | The date of your payment | as on the statement, such as 2026-08-06
/payments/0/amount | The amount paid | such as GBP 500.00
/payments/0/method | The payment method | such as bank_transfer, Zelle, Venmo or cash
/refund/grounds/0 | The grounds for the refund | several may apply, such as 1, 3
/deliverables/0/removed_at | The date on which it was removed | the days after this date are claimed, such as 2026-09-12
/agreement/min_live_days | The agreed number of days online | such as 30
/purchase/balance/amount | The remaining balance | such as GBP 420.00
/purchase/balance/read_on | The date on which you read it | such as 2026-11-20
/purchase/expected | The correct amount of the charge | such as GBP 99.00, or GBP 0.00 if nothing was due; the difference is claimed
/refund/requested | The amount that you claim | cannot be computed from the other answers, such as GBP 250.00
/refund/alternatives | Would you still accept late delivery instead of a refund | if yes, the letter offers it
/acknowledged/0/id | The consequence that you accept | it cannot be undone
/acknowledged/0/on | The date on which you accepted it | such as 2026-11-20
/acknowledged/0/by | The person who accepts it | such as Jo Penrose
"""
_OPTIONAL = frozenset(
    {
        "/parties/brand/address",
        "/parties/creator/address",
        "/parties/creator/email",
        "/parties/platform/contracting_entity",
        "/deliverables/0/url",
        "/deliverables/0/posted_at",
        "/deliverables/0/defects",
        "/deliverables/1/due",
        "/agreement/fee",
        "/payments/0/method",
    }
)
"""What may stay unknown: without an answer it is left out of the case."""
REDUCTION = (
    "The reduction for {code}",
    "as agreed or as you request it: an amount or a percentage of the price, such as GBP 70.00 or 20%",
)
REASON = ("The reason for this reduction", "a short phrase that the letter quotes")
DETAIL = ("A description of what is wrong", "in a sentence")
"""Questions about each defect: whether a reduction was agreed for it, why, and what it is if no word names it."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question with a hint why it is asked or how to answer. `words` are the possible answers with their meanings.

    `without` says when to press Enter if that is an answer. `takes_several`: an answer may name several of the words. `offered` is the default answer, or "". `is_optional`: without an answer the value is left out; any other stays
    to be filled in. `is_shared`: the value is the same in all cases of the firm.
    """

    pointer: str
    text: str
    hint: str
    words: tuple[tuple[str, str], ...] = ()
    offered: str = ""
    is_optional: bool = False
    is_shared: bool = False
    takes_several: bool = False
    without: str = "if unknown"


_WITHOUT = {"/deliverables/0/defects": "if nothing is", "/deliverables/1/due": "if there is none"}
_SEVERAL = frozenset({"/deliverables/0/defects", "/refund/grounds/0"})
TABLE = {
    pointer: Question(
        pointer,
        text,
        hint,
        is_optional=pointer in _OPTIONAL,
        is_shared=pointer in SHARED,
        takes_several=pointer in _SEVERAL,
        without=_WITHOUT.get(pointer, "if unknown"),
    )
    for pointer, text, hint in (line.split(" | ") for line in _TABLE.strip().splitlines())
}
