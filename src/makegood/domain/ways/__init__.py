"""Ways of payment: the channel of each payment of a case, and what is claimed through the desk of each way.

A way is the case narrowed to its own payments: sums, windows, texts and packets of its desk are computed from that case
as from any other, so that nothing of another way can get into them.
"""

from makegood.domain.ways.resolve import (
    PaymentsByChannel,
    channel_of,
    channel_of_refund,
    desks_of,
    family_of,
    is_single_way,
    late_payments,
    payments_by_channel,
)
from makegood.domain.ways.split import channel_with_all_letters, sums_with_desks, ways, ways_without_sums

__all__ = [
    "PaymentsByChannel",
    "channel_of",
    "channel_of_refund",
    "channel_with_all_letters",
    "desks_of",
    "family_of",
    "is_single_way",
    "late_payments",
    "payments_by_channel",
    "sums_with_desks",
    "ways",
    "ways_without_sums",
]
