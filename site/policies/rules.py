"""The conditions of the 办法 as pure functions: facts and terms in, findings out."""
