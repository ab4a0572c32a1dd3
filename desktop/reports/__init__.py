"""Rows turned into PDF: the only part that knows ReportLab, imported when asked for."""
