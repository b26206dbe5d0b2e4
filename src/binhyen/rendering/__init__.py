"""One description of a document, written as Word, PDF and Excel (kết xuất văn bản).

What a report says is put together above; here it gets its shape by Decree 30/2020
(docs/rules/decree-30.md).
The same description gives the same bytes for ever, so that its SHA-256 can be frozen with it.
It knows no unit, no filing and no clock, and refuses to count: every number arrives ready.
"""
