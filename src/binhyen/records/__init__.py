"""The life every record shares: drafted, confirmed, amended, voided (bản ghi trong sổ).

A record is what one unit did, written once; confirming it posts lines to the ledger. Declarations
(số khai), figures known only as totals, live here too. Refuses: a field for a resident's name, an
identity card or a phone; a figure without a record or a document behind it; a silent change.
"""
