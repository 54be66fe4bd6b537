"""Adil's command line: `python -m api COMMAND`, each with its own `--help`.

Exit codes: 0 done, 1 refused or failed (the sentence on stderr says why), 2 wrong arguments."""

import argparse
import asyncio
import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TypeAlias

from api.database import Failed, migrate
from api.settings import BadSetting, load_settings
from schema.rules.vocabulary import Role

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"

SCHEMA_FILE = Path(__file__).parent.parent / "schema" / "schema.graphql"


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; gives the exit code."""
    arguments = parser().parse_args(argv)
    try:
        return int(arguments.run(arguments))
    except (Failed, BadSetting) as error:
        say(f"adil: {error}")
        return 1


def parser() -> argparse.ArgumentParser:
    """Every command with its options."""
    root = argparse.ArgumentParser(prog="python -m api", description="Adil on the command line.")
    commands = root.add_subparsers(required=True, metavar="COMMAND")
    _add_serve(commands)
    _add_migrate(commands)
    _add_seed(commands)
    _add_import_staff(commands)
    _add_roles(commands)
    _add_export_schema(commands)
    return root


def say(line: str) -> None:
    """A line for the person at the terminal; stdout stays for what a program asked for."""
    print(line, file=sys.stderr, flush=True)


def _add_serve(commands: Commands) -> None:
    command = commands.add_parser("serve", help="serve the product on ADIL_HOST:ADIL_PORT")
    command.add_argument("--host", help="instead of ADIL_HOST")
    command.add_argument("--port", type=int, help="instead of ADIL_PORT")
    command.add_argument("--reload", action="store_true", help="start anew when a file changes")
    command.set_defaults(run=_serve)


def _serve(arguments: argparse.Namespace) -> int:
    from api.serving import serve

    settings = load_settings(os.environ)
    if not settings.production:
        from schema.sample.demo import sign_in_lines

        for line in sign_in_lines():
            say(line)
    serve(settings, arguments.host, arguments.port, reload=arguments.reload)
    return 0


def _add_migrate(commands: Commands) -> None:
    command = commands.add_parser("migrate", help="bring the tables up to date")
    command.set_defaults(run=_migrate)


def _migrate(_arguments: argparse.Namespace) -> int:
    applied = asyncio.run(migrate(load_settings(os.environ).database_url, say))
    say(f"{len(applied)} applied." if applied else "The tables are up to date.")
    return 0


def _add_seed(commands: Commands) -> None:
    command = commands.add_parser("seed", help="fill an empty database with an invented regency")
    command.add_argument("--size", type=int, default=6000, help="people (default 6000)")
    command.add_argument("--if-empty", action="store_true", help="do nothing when there is content")
    command.add_argument(
        "--today", type=date.fromisoformat, help="yyyy-mm-dd, seen from which day (default: today)"
    )
    command.add_argument(
        "--periods", type=_at_least_one, help="results for so many of the newest periods only"
    )
    command.add_argument(
        "--results", choices=("full", "none"), default="full", help="none: people only, no results"
    )
    command.add_argument(
        "--i-know",
        action="store_true",
        help="seed even in production, with accounts whose password is published",
    )
    command.set_defaults(run=_seed)


def _at_least_one(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number


def _seed(arguments: argparse.Namespace) -> int:
    from api.seed_command import run

    return run(arguments, say)


def _add_roles(commands: Commands) -> None:
    grant = commands.add_parser("grant-role", help="give an account a role, on record")
    revoke = commands.add_parser("revoke-role", help="take a role away from today on, on record")
    for command in (grant, revoke):
        command.add_argument(
            "login", metavar="LOGIN", help="the NIP, or the name of a system account"
        )
        command.add_argument("role", metavar="ROLE", choices=[role.value for role in Role])
        command.add_argument("--reason", required=True, help="why, like the number of a decree")
    grant.add_argument("--until", type=date.fromisoformat, help="yyyy-mm-dd, the last day")
    grant.set_defaults(run=_roles, command="grant-role")
    revoke.set_defaults(run=_roles, command="revoke-role")


def _roles(arguments: argparse.Namespace) -> int:
    from api.role_command import run

    return run(arguments, say)


def _add_import_staff(commands: Commands) -> None:
    command = commands.add_parser("import-staff", help="check and import a file of the HR office")
    command.add_argument("file", type=Path, metavar="FILE", help="CSV, XLSX, XLS or ODS")
    command.add_argument("--dry-run", action="store_true", help="check and report, write nothing")
    command.add_argument("--good-rows", action="store_true", help="take good rows, refuse others")
    command.add_argument("--refused", type=Path, help="where refused rows go (CSV, with reasons)")
    command.add_argument("--sheet", default="", help="sheet of a workbook (default: first visible)")
    command.add_argument(
        "--effective-date",
        type=date.fromisoformat,
        help="yyyy-mm-dd: when changes of superior begin, unless TMT JABATAN says (default: today)",
    )
    command.add_argument(
        "--issue-passwords",
        type=Path,
        help="write first passwords of accounts without one to this new file, for handing out",
    )
    command.set_defaults(run=_import_staff)


def _import_staff(arguments: argparse.Namespace) -> int:
    from api.staff_command import run

    return run(arguments)


def _add_export_schema(commands: Commands) -> None:
    command = commands.add_parser("export-schema", help="print the GraphQL schema")
    command.add_argument(
        "--check", action="store_true", help="compare with schema/schema.graphql instead"
    )
    command.set_defaults(run=_export_schema)


def _export_schema(arguments: argparse.Namespace) -> int:
    from schema.root import schema

    text = f"{schema.as_str().rstrip()}\n"
    if not arguments.check:
        sys.stdout.write(text)
        return 0
    if not SCHEMA_FILE.exists() or SCHEMA_FILE.read_text(encoding="utf-8") != text:
        raise Failed("schema/schema.graphql is not what the code says; run: make generate")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
