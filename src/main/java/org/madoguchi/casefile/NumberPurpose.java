package org.madoguchi.casefile;

/** What a My Number may be revealed for (Number Act, purpose limit). Whatever is not named here, none is revealed for. */
public enum NumberPurpose {
    /** The register that knows the person is asked with every item we have. */
    REGISTER_LOOK_UP
}
