"""Signs and names of currencies as people type them, to the codes that each can mean; those most in use come first.

The narrow symbols of the Unicode CLDR, as of November 2026, and what is usual in English beside them.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_DOLLAR = ("USD", "CAD", "AUD", "NZD", "HKD", "SGD", "MXN", "TWD", "ARS", "CLP", "COP", "UYU", "JMD", "TTD", "BSD",
           "BBD", "BMD", "BZD", "BND", "FJD", "GYD", "KYD", "LRD", "NAD", "SBD", "SRD", "XCD", "DOP", "CUP", "CVE",
           "TOP", "WST", "BRL", "NIO")  # fmt: skip
_POUND = ("GBP", "EGP", "LBP", "SYP", "SSP", "SDG", "GIP", "FKP", "SHP")
_YEN = ("JPY", "CNY")
_KRONA = ("SEK", "NOK", "DKK", "ISK")
_RUPEE = ("INR", "PKR", "LKR", "NPR", "MUR", "SCR")
_PESO = ("MXN", "PHP", "ARS", "CLP", "COP", "DOP", "UYU", "CUP")
_FRANC = ("CHF", "XOF", "XAF", "RWF", "BIF", "GNF", "KMF", "DJF", "CDF", "XPF")
_DIRHAM = ("AED", "MAD")

_TABLE: Mapping[str, tuple[str, ...]] = {
    "$": _DOLLAR, "dollar": _DOLLAR, "dollars": _DOLLAR, "bucks": _DOLLAR,
    "£": _POUND, "₤": _POUND, "pound": _POUND, "pounds": _POUND, "quid": ("GBP",),
    "¥": _YEN, "￥": _YEN, "kr": _KRONA, "krona": _KRONA, "kronor": _KRONA, "krone": _KRONA, "kroner": _KRONA,
    "rs": _RUPEE, "₨": _RUPEE, "rupee": _RUPEE, "rupees": _RUPEE, "peso": _PESO, "pesos": _PESO,
    "fr": _FRANC, "franc": _FRANC, "francs": _FRANC, "franken": ("CHF",), "sfr": ("CHF",),
    "dh": _DIRHAM, "dhs": _DIRHAM, "dirham": _DIRHAM, "dirhams": _DIRHAM,
    "us$": ("USD",), "$us": ("USD",), "u$s": ("USD",), "usdollar": ("USD",), "usdollars": ("USD",),
    "ca$": ("CAD",), "c$": ("CAD", "NIO"), "cdn$": ("CAD",), "canadiandollars": ("CAD",),
    "a$": ("AUD",), "au$": ("AUD",), "australiandollars": ("AUD",), "nz$": ("NZD",), "hk$": ("HKD",),
    "s$": ("SGD",), "sg$": ("SGD",), "nt$": ("TWD",), "mx$": ("MXN",), "mex$": ("MXN",), "r$": ("BRL",),
    "rd$": ("DOP",), "j$": ("JMD",), "tt$": ("TTD",), "bz$": ("BZD",), "ec$": ("XCD",), "b$": ("BND", "BSD"),
    "jp¥": ("JPY",), "cn¥": ("CNY",), "rmb": ("CNY",), "yuan": ("CNY",), "元": ("CNY", "TWD", "HKD"),
    "yen": ("JPY",), "円": ("JPY",),
    "€": ("EUR",), "euro": ("EUR",), "euros": ("EUR",), "poundssterling": ("GBP",), "poundsterling": ("GBP",),
    "britishpounds": ("GBP",), "sterling": ("GBP",), "e£": ("EGP",), "le": ("EGP", "SLE"), "fcfa": ("XOF", "XAF"),
    "₹": ("INR",), "৳": ("BDT",), "₩": ("KRW", "KPW"), "￦": ("KRW", "KPW"), "원": ("KRW",),
    "won": ("KRW", "KPW"), "₺": ("TRY",), "tl": ("TRY",),
    "₫": ("VND",), "đ": ("VND",), "฿": ("THB",), "baht": ("THB",), "₱": ("PHP",),
    "₪": ("ILS",), "₴": ("UAH",), "₦": ("NGN",),
    "₽": ("RUB",), "₸": ("KZT",), "₾": ("GEL",), "₼": ("AZN",), "₡": ("CRC",), "₲": ("PYG",), "₵": ("GHS",),
    "gh₵": ("GHS",), "₭": ("LAK",), "៛": ("KHR",), "₮": ("MNT",), "֏": ("AMD",),
    "zł": ("PLN",), "zl": ("PLN",), "złoty": ("PLN",), "zloty": ("PLN",), "zlotys": ("PLN",),
    "kč": ("CZK",), "ft": ("HUF",), "forint": ("HUF",), "lei": ("RON", "MDL"), "leu": ("RON", "MDL"),
    "reais": ("BRL",), "rand": ("ZAR",), "r": ("ZAR",), "s/": ("PEN",), "rm": ("MYR",),
    "ringgit": ("MYR",), "rp": ("IDR",),
    "naira": ("NGN",), "shekel": ("ILS",), "shekels": ("ILS",), "ksh": ("KES",),
}  # fmt: skip
SIGNS: Mapping[str, tuple[str, ...]] = MappingProxyType(_TABLE)
"""In small letters, without blanks and stops."""
