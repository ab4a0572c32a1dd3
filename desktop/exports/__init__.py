"""What leaves the desk as files that others read: articles as a folder of Markdown."""
