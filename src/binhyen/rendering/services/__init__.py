"""The three writers: word.render_docx, pdf.render_pdf, excel.render_xlsx."""
