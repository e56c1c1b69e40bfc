"""The demo newsroom: people, images, a brochure and some twenty articles, all made for it.

`seed` adds it, `correct` publishes the corrections of its articles, `take_down` takes one of them down. They may be
called again at any time: they leave existing objects as they are, edited or not.
The facts of the award article (`stadt-land-digital`) and of `digitalste-stadt` are public, and the Lord Mayor is
paraphrased, not quoted; every other story and person is invented.
"""

from cms.demo.corrections import correct
from cms.demo.seeding import seed
from cms.demo.takedown import take_down

__all__ = ["correct", "seed", "take_down"]
