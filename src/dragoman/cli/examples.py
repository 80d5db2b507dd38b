"""What `--help` of each command teaches: a few lines to type. In: a command's name; out: its epilog. The command reference shows them too."""

from __future__ import annotations

_LINES = {
    "code": (
        "code reports.jsonl --out readings.jsonl --knowledge my.yaml",
        "zcat reports.jsonl.gz | dragoman code - --explain | head -1",
        "code news/ --shards coded --workers 2",
        "code news/ --shards coded --shard 3/64",
        "code /shared/news --shards /shared/coded --executor daft --ray head:6379",
    ),
    "load": ("load coded --record big.db",),
    "resolve": ("resolve --record big.db",),
    "build": (
        "build examples --record demo.db",
        "build inbox/ agency.warc.gz letters.mbox year.zip --record team.db --workers 4",
        "cat feed.xml | dragoman build - --as feed --record team.db",
    ),
    "fetch": (
        "fetch https://news.example.com/talks --out pages",
        "fetch --list addresses.txt --out pages --record team.db --contact mailto:desk@example.com",
        "fetch http://127.0.0.1:8000/page.html --allow-host 127.0.0.1:8000 --json",
    ),
    "watch": ("watch feeds.toml --record team.db", "watch feeds.toml --record team.db --once"),
    "copy": (
        "copy demo.db 'postgresql://ana@db.example.org/team?schema=desk'",
        "copy 'postgresql://ana@db.example.org/team?schema=desk' laptop.db --replace",
        "copy team.db before-the-new-coder.db",
    ),
    "export": (
        "export --record demo.db --as parquet --out tables",
        "export --record demo.db --as jsonl --out rows",
        "export --record demo.db --as csv --out then --as-of 2024-05-31",
        "export --record demo.db --as panel --by month --country USA --country CHN --country PRK --out panel.csv",
    ),
    "brief pair": ("brief pair USA CHN --record demo.db --from 2023", "brief pair USA KOR --record demo.db --out briefing.html"),
    "brief actor": ("brief actor Blinken --record demo.db", "brief actor NATO --record demo.db --most 10 --out nato.md"),
    "brief story": ("brief story reports/s01-2.txt --record demo.db",),
    "brief period": ("brief period --record demo.db --from 2023-06 --to 2023-06", "brief period --record demo.db --country PRK --type MOBILIZE --json"),
    "explain": ("explain event-6448 --record demo.db", "explain reports/s01-2.txt/e3 --record demo.db"),
    "schema": ("schema code > reading.schema.json", "schema events"),
    "show timeline": (
        "show timeline --record demo.db --from 2024-09 --country KOR",
        "show timeline --record demo.db --country USA --country CHN --status planned --json",
        "show timeline --record demo.db --as-of 2024-05-31",
    ),
    "show pair": ("show pair USA CHN --record demo.db", 'show pair "South Korea" Japan --record demo.db --from 2023'),
    "show periods": (
        "show periods USA CHN --first 2023 --second 2024 --record demo.db",
        "show periods USA KOR --first 2023-01/2023-06 --second 2024-01/2024-06 --record demo.db --json",
    ),
    "show window": (
        "show window --around CONSULT/visit --pair USA CHN --weeks 4 --record demo.db",
        "show window --around MOBILIZE --actor PRK --pair USA KOR --record demo.db --json",
    ),
    "show actor": ("show actor Blinken --record demo.db", "show actor NATO --record demo.db --type CONSULT"),
    "show event": ("show event event-6448 --record demo.db", "show event 6448 --record demo.db --json"),
    "show trip": ("show trip --record demo.db --actor Blinken", "show trip trip-5598 --record demo.db"),
    "show story": ("show story --record demo.db", "show story reports/s01-2.txt --record demo.db"),
    "show statements": ("show statements --record demo.db --country CHN --about USA", "show statements --record demo.db --actor Blinken --from 2024"),
    "show differ": ("show differ --record demo.db", "show differ --record demo.db --country PRK --json"),
    "show followups": ("show followups --record demo.db --country PRK", "show followups --record demo.db --outcome refused --json"),
    "correct": (
        'correct event-6448 --record demo.db --field status --to cancelled --why "called off on Friday, the ministry said"',
        "correct event-6448 --record demo.db --field place --to 'Geneva, Switzerland'",
        "correct event-6448 --record demo.db --field numbers --to 'missiles=at least 3' --by Ana",
    ),
    "serve": (
        "serve --record demo.db --open",
        "serve --record team.db --read-only --port 9000",
        "serve --record team.db --public --host 0.0.0.0 --token-file tokens.txt",
        "serve --record team.db --token-file people.txt --user-header X-Remote-User --name record.example.org",
    ),
    "review": ("review --record demo.db", "review --kind event --by Ana --record demo.db", "review --list --limit 5 --record demo.db"),
    "judge same": (
        'judge same a.txt/e1 b.txt/e3 --record team.db --why "both tell of the call on Monday"',
        "judge same event-6448 event-70f1 --record team.db --by Ana --later",
    ),
    "judge different": (
        'judge different a.txt/e1 b.txt/e3 --record team.db --why "two calls on one day"',
        "judge different reports/s01-2.txt reports/s01-3.txt --kind origin --record team.db",
    ),
    "judge unsure": ('judge unsure a.txt/e1 b.txt/e3 --record team.db --why "neither names the day"',),
    "judge undo": ("judge undo last --record team.db", "judge undo 5f0c --record team.db --later"),
    "judge apply": ("judge apply --record team.db",),
    "judge list": ("judge list --record team.db --by Ana", "judge list --pending --record team.db", "judge list --all --as-of 2024-05-31 --json"),
    "judge export": ("judge export judgements.jsonl --record team.db",),
    "judge import": ("judge import judgements.jsonl --record team.db", "cat ana.jsonl ben.jsonl | dragoman judge import - --record team.db"),
    "check-knowledge": ("check-knowledge my.yaml my-offices.csv", "check-knowledge my.yaml --json"),
    "languages": ("languages --json",),
    "knowledge who": ('knowledge who "foreign minister" KOR 2023-06-24', 'knowledge who "Secretary of Defense" USA --json'),
}


def examples(command: str) -> str:
    """The epilog of a command: its examples, kept line by line."""
    lines = [line if "dragoman " in line else f"dragoman {line}" for line in _LINES[command]]
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines) + "\n"
