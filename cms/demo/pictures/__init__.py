"""The demo's pictures. They are drawn here, so that nobody's rights are in them; the same in every run."""

from cms.demo.pictures.canvas import Canvas
from cms.demo.pictures.city import blueprint, crossing, harbour, network, night_street, town_map
from cms.demo.pictures.people import portrait
from cms.demo.pictures.things import budget, cover, gears, phone, shelves, trees, weather_mast

__all__ = [
    "Canvas",
    "blueprint",
    "budget",
    "cover",
    "crossing",
    "gears",
    "harbour",
    "network",
    "night_street",
    "phone",
    "portrait",
    "shelves",
    "town_map",
    "trees",
    "weather_mast",
]
