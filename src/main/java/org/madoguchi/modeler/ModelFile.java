package org.madoguchi.modeler;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Set;
import java.util.regex.Pattern;
import org.madoguchi.platform.Refusal;

/**
 * A process or decision table as a file.
 *
 * @param key the id of the process or decision, and the name of the file without its ending
 */
record ModelFile(String key, Kind kind, byte[] xml) {

    enum Kind {
        BPMN, DMN;

        String ending() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** What a file may hold at most. */
    static final int LARGEST = 2 * 1024 * 1024;

    private static final Pattern KEY = Pattern.compile("[a-z][a-z0-9-]{1,62}");

    /** Addresses of their own among those of the models. */
    private static final Set<String> RESERVED = Set.of("drafts", "changes", "releases", "archive", "parts", "texts");

    /** @throws Refusal MODEL_NAME_UNFIT, MODEL_TOO_LARGE, FIELD_EMPTY */
    static ModelFile of(String name, byte[] xml) {
        int dot = name.lastIndexOf('.');
        String key = dot < 0 ? name : name.substring(0, dot);
        String ending = dot < 0 ? "" : name.substring(dot + 1);
        if (!KEY.matcher(key).matches() || RESERVED.contains(key) || !ending.equals("bpmn") && !ending.equals("dmn")) {
            throw Refusal.badInput("MODEL_NAME_UNFIT", "file", name.length() > 80 ? name.substring(0, 80) : name);
        }
        if (xml.length == 0) {
            throw Refusal.badInput("FIELD_EMPTY", "file");
        }
        if (xml.length > LARGEST) {
            throw new Refusal(Refusal.Kind.TOO_LARGE, "MODEL_TOO_LARGE", "file", LARGEST / 1024 / 1024);
        }
        return new ModelFile(key, ending.equals("bpmn") ? Kind.BPMN : Kind.DMN, xml);
    }

    String name() {
        return key + '.' + kind.ending();
    }

    /** Equal for equal bytes; in hexadecimal. */
    String digest() {
        return hex(sha().digest(xml));
    }

    static String digest(Collection<ModelFile> files) {
        MessageDigest sha = sha();
        files.stream().sorted(Comparator.comparing(ModelFile::name)).forEach(file -> {
            sha.update(file.name().getBytes(StandardCharsets.UTF_8));
            sha.update(file.xml());
        });
        return hex(sha.digest());
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static MessageDigest sha() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
