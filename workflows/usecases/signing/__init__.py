"""How a paper is signed: begun, signed by each, completed, sealed as evidence, or made void."""
