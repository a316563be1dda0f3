"""Reading what a traveller typed: pure, and in four languages at once.

`tokens` cuts a text into words that know their kind; each reader (`places`, `dates`, `people`,
`budget`, `wishes`) takes the words that it understood and hands the rest on.
"""
