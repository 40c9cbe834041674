"""Lies about the reason of an error."""
import honest

honest.serve(line=lambda text: text.replace('"errno":"EINVAL"', '"errno":"EPERM"'))
