package org.madoguchi.programme;

import java.text.Normalizer;

/** What people type for codes and numbers: full-width digits, spaces and hyphens are meant as their plain forms. */
final class Typed {

    private Typed() {}

    static String code(String text) {
        return text == null ? "" : Normalizer.normalize(text, Normalizer.Form.NFKC).replaceAll("[\\s\\-‐‑–—−ー]", "");
    }
}
