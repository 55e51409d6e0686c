"""Ways of payment by the names that people use; which of them went which way is data of the channels."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from makegood.check import keys

if TYPE_CHECKING:
    from collections.abc import Mapping

    from makegood.model.words import Method

MEANT: Mapping[str, Method] = MappingProxyType({
    "goods": "gift_in_kind", "products": "gift_in_kind", "product": "gift_in_kind", "barter": "gift_in_kind",
    "gifted": "gift_in_kind", "gift": "gift_in_kind", "free_product": "gift_in_kind", "in_kind": "gift_in_kind",
    "gift_card": "voucher", "giftcard": "voucher", "coupon": "voucher",
    "bitcoin": "crypto", "btc": "crypto", "usdt": "crypto", "usdc": "crypto", "ethereum": "crypto", "eth": "crypto",
    "cryptocurrency": "crypto", "bank": "bank_transfer", "transfer": "bank_transfer", "eft": "bank_transfer",
    "bacs": "bank_transfer", "interac": "bank_transfer", "fps": "faster_payments", "sepa_transfer": "sepa",
    "direct_debit": "sepa_direct_debit", "sdd": "sepa_direct_debit", "lastschrift": "sepa_direct_debit",
    "swift": "wire", "credit_card": "card", "debit_card": "card", "visa": "card", "mastercard": "card", "amex": "card",
    "american_express": "card", "transferwise": "wise", "cashapp": "cash_app", "square_cash": "cash_app",
    "applepay": "apple_pay", "googlepay": "google_pay", "gpay": "google_pay", "google_wallet": "google_pay",
    "stripe": "stripe_link", "payment_link": "stripe_link", "in_cash": "cash", "app_store": "apple_iap",
    "google_play": "google_iap", "friends_and_family": "paypal_ff", "goods_and_services": "paypal_gs",
    "paypal_friends_and_family": "paypal_ff", "paypal_goods_and_services": "paypal_gs", "paypal_f_f": "paypal_ff",
    "paypal_g_s": "paypal_gs",
})  # fmt: skip
"""Usual names, as `keys.plain` writes them. "paypal" alone is missing: it is two, with other rights."""


def meant(form: str, typed: str) -> Method | None:
    """Return which way of payment is called like that; None for other forms than that of a way of payment."""
    return MEANT.get(keys.plain(typed[: keys.LONGEST])) if form == "Method" else None
