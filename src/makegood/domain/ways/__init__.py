"""Ways of payment: the channel of each payment of a case, and what is claimed through the desk of each way.

A way is the case narrowed to its own payments: sums, windows, texts and packets of its desk are computed from that case
as from any other, so that nothing of another way can get into them.
"""

from makegood.domain.ways.resolve import (
    Places,
    back_through,
    channel_of,
    desks_of,
    family_of,
    is_single_way,
    resolve,
    too_late,
)
from makegood.domain.ways.split import part, ways, with_letters, with_ways

__all__ = [
    "Places",
    "back_through",
    "channel_of",
    "desks_of",
    "family_of",
    "is_single_way",
    "part",
    "resolve",
    "too_late",
    "ways",
    "with_letters",
    "with_ways",
]
