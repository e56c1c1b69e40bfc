"""Trees of collections with private ones among them, and the rights that groups have in them."""

from hypothesis import strategies as st

from cms.media_policy import Restriction, Right

# Paths of a tree four deep, as treebeard writes them.
PATHS = st.lists(st.sampled_from(["0001", "0002"]), min_size=1, max_size=4).map("".join)
RIGHTS = st.lists(st.builds(Right, PATHS, st.booleans()), max_size=4)
RESTRICTIONS = st.lists(st.builds(Restriction, PATHS, st.booleans()), max_size=4)
