"""What is known beforehand: PLOVER 2.0, countries and metonyms, offices, organisations, outlets, titles, names, triggers.

Goes in: data files beside the loaders, each with its source and licence in manifest.json. Comes out: `Knowledge`, by `load()`.
"""

from dragoman.knowledge.agents import Agent, Agents
from dragoman.knowledge.countries import Countries, Country
from dragoman.knowledge.matcher import NameMatcher
from dragoman.knowledge.names import NameEntry, NameHit, name_key
from dragoman.knowledge.offices import Holding, Offices
from dragoman.knowledge.ontology import Ontology
from dragoman.knowledge.organisations import Organisation, Organisations
from dragoman.knowledge.outlets import Outlet, Outlets
from dragoman.knowledge.registry import Knowledge, load
from dragoman.knowledge.titles import Title, Titles

__all__ = [
    "Agent",
    "Agents",
    "Countries",
    "Country",
    "Holding",
    "Knowledge",
    "NameEntry",
    "NameHit",
    "NameMatcher",
    "Offices",
    "Ontology",
    "Organisation",
    "Organisations",
    "Outlet",
    "Outlets",
    "Title",
    "Titles",
    "load",
    "name_key",
]
