"""Makes plover.json: PLOVER 2.0 with definitions in our own words, and the CAMEO crosswalk.

Goes in: the codebook as data (plover/plover_ontology.json), definitions.yaml, crosswalk.yaml. Comes out: one JSON file.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import yaml

from dragoman.knowledge.build import sources, write
from dragoman.model import KnowledgeError

_HERE = Path(__file__).parent
_FILE = "plover/plover_ontology.json"


def build(folder: Path) -> tuple[bytes, sources.Tally]:
    """The bytes of plover.json and the count of codes read.

    Raises:
        KnowledgeError: if a code has no definition, or a definition no code.
    """
    source = json.loads(sources.raw(folder, _FILE))
    tally = sources.tally(folder, _FILE)
    said = yaml.safe_load((_HERE / "definitions.yaml").read_text("utf-8"))
    crosswalk = yaml.safe_load((_HERE / "crosswalk.yaml").read_text("utf-8"))
    _check("types", source["quad"], said["types"])
    _check("contexts", source["contexts"], said["contexts"])
    _check("sectors", source["sectors"], said["sectors"])
    _check("bodies", source["nonstate_country_codes"], said["bodies"])
    for type_, modes in source["modes"].items():
        _check(f"modes of {type_}", modes, said["modes"].get(type_, {}))
    tally.rows_in = tally.kept = len(source["cameo2plover"])
    data = {
        "credit": "Codes, scores and crosswalk after PLOVER 2.0, Open Event Data Alliance, CC BY-SA 4.0; definitions in our own words.",
        "types": {
            type_: {"quad": quad, "definition": said["types"][type_], "modes": {mode: said["modes"][type_][mode] for mode in source["modes"].get(type_, [])}}
            for type_, quad in source["quad"].items()
        },
        "scores": source["scores"],
        "contexts": {name: said["contexts"][name] for name in source["contexts"]},
        "sectors": {name: said["sectors"][name] for name in source["sectors"]},
        "bodies": {name: said["bodies"][name] for name in source["nonstate_country_codes"]},
        "from_cameo": _from_cameo(source, crosswalk),
        "to_cameo": crosswalk["codes"],
    }
    return write.json_bytes(data), tally


def _check(what: str, codes: Any, definitions: Any) -> None:
    unlike = set(codes) ^ set(definitions)
    if unlike:
        raise KnowledgeError(f"{what}: {min(unlike)} stands in only one of codebook and definitions", source="definitions.yaml")


def _from_cameo(source: dict[str, Any], crosswalk: dict[str, Any]) -> dict[str, list[Any]]:
    made: dict[str, list[Any]] = {}
    for code, entry in source["cameo2plover"].items():
        mode = crosswalk["modes_renamed"].get(entry["mode"], entry["mode"])
        if mode not in source["modes"].get(entry["plover"], []):
            mode = None
        contexts = [crosswalk["contexts_renamed"].get(name, name) for name in entry["context"]]
        made[code] = [entry["plover"], mode, [name for name in contexts if name in source["contexts"]]]
    for code, entry in {**crosswalk["codes_added"], **crosswalk["codes_corrected"]}.items():
        made[code] = [entry["type"], entry["mode"], entry["contexts"]]
    return dict(sorted(made.items()))
