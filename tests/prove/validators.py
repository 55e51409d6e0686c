"""What it costs to find a good case good: our fast path beside fastjsonschema, jsonschema and msgspec.

    python -m venv build/.validators && build/.validators/bin/pip install fastjsonschema msgspec jsonschema
    build/.validators/bin/python tests/prove/validators.py

Prints, for each, the CPU time of a fresh process that reads a case and its schema and validates it, and its ratio to
`python -c pass`. docs/decisions.md has the figures that decided. msgspec is only imported: it validates types, and has
no word for what the schema asks of several keys at once (`if`, `anyOf`, `not`).
"""

from __future__ import annotations

import json
import resource
import statistics
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[2]
ROUNDS = 15
READ = """
import json, sys
from decimal import Decimal
from functools import cache
from pathlib import Path
root = Path({root!r})
data = json.loads((root / "cases/MG-2026-002/case.json").read_text(encoding="utf-8"), parse_float=Decimal)
read = cache(lambda name: json.loads((root / f"schemas/{{name}}.schema.json").read_text(encoding="utf-8")))
sys.path[:0] = [str(root / "src/makegood/pipeline/check"), {folder!r}]
"""
CONTENDERS = {
    "read alone": "read('case')",
    "fast path": "from fast_validator import is_valid; assert is_valid(data, 'case', read)",
    "fastjsonschema": "import fastjsonschema; fastjsonschema.compile({**read('case'), '$schema': DRAFT})(data)",
    "fastjsonschema, code written before": "import generated; generated.validate(data)",
    "jsonschema": "import jsonschema; jsonschema.Draft202012Validator(read('case')).validate(data)",
    "msgspec, imported alone": "import msgspec",
}
DRAFT = "http://json-schema.org/draft-07/schema#"


def cpu(code: str) -> float:
    """Return the seconds of CPU time that a fresh Python takes for `code`; raise CalledProcessError where it fails."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", code], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Measure each contender ROUNDS times in turn, and print the medians."""
    import fastjsonschema  # noqa: PLC0415  # --help of pytest must not need it

    with TemporaryDirectory() as folder:
        schema = json.loads((ROOT / "schemas" / "case.schema.json").read_text(encoding="utf-8"))
        schema["allOf"].remove({"$ref": "suggestions.schema.json"})  # for editors; it requires nothing
        Path(folder, "generated.py").write_text(fastjsonschema.compile_to_code({**schema, "$schema": DRAFT}))
        setup = READ.format(root=str(ROOT), folder=folder) + f"DRAFT = {DRAFT!r}\n"
        codes = {"pass": "pass", **{name: setup + code for name, code in CONTENDERS.items()}}
        taken: dict[str, list[float]] = {name: [] for name in codes}
        for _ in range(ROUNDS):
            for name, code in codes.items():
                taken[name].append(cpu(code))
    base = statistics.median(taken["pass"])
    for name, seconds in taken.items():
        median = statistics.median(seconds)
        print(f"{name:36} {median * 1000:7.1f} ms {median / base:6.2f}x")


if __name__ == "__main__":
    main()
