"""The demo newsroom: people, pictures, a brochure and some twenty articles, all made for it.

`seed` may be called again at any time: what is there already is left as it is, also when somebody has
changed it. The facts of the award article are public; every other story and person is invented.
"""

from cms.demo.seeding import seed

__all__ = ["seed"]
