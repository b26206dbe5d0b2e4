"""What people type into filings and regimes."""
