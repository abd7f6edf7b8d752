package org.madoguchi.platform;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeyStatus;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.Set;
import java.util.TreeSet;

/**
 * The file with the keys of the number vault, a Tink AEAD keyset: what reads it, and the four commands that change it.
 *
 * <pre>keys list | keys add | keys use ID | keys retire ID</pre>
 *
 * A retired key stays in the file, disabled: a mistake can be undone, and nothing that it closes is lost.
 */
public final class KeysetFile {

    /** A keyset as read. Each key's id stands at the head of what it closes. */
    record Keys(String text, Aead aead, long primary, Set<Long> enabled) {}

    private final Path path;

    public KeysetFile(Path path) {
        this.path = path;
    }

    /** @throws GeneralSecurityException also for a text that is no keyset, such as one half written */
    Keys read() throws IOException, GeneralSecurityException {
        String text = Files.readString(path);
        KeysetHandle handle = parse(text);
        Set<Long> enabled = new TreeSet<>();
        for (int i = 0; i < handle.size(); i++) {
            var entry = handle.getAt(i);
            if (entry.getKey().getIdRequirementOrNull() == null) {
                throw new GeneralSecurityException("Key " + id(entry) + " does not write its id on what it closes: use one with the prefix TINK");
            }
            if (entry.getStatus() == KeyStatus.ENABLED) {
                enabled.add(id(entry));
            }
        }
        return new Keys(text, handle.getPrimitive(RegistryConfiguration.get(), Aead.class), id(handle.getPrimary()), enabled);
    }

    void create() throws IOException, GeneralSecurityException {
        AeadConfig.register();
        write(KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM));
    }

    /** A new key, with which nothing is closed yet. @return its id */
    public long add() throws IOException, GeneralSecurityException {
        KeysetHandle now = parse(Files.readString(path));
        KeysetHandle next = KeysetHandle.newBuilder(now).addEntry(
                KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM).withRandomId()).build();
        write(next);
        return id(next.getAt(next.size() - 1));
    }

    /** From now on everything is closed with this key. */
    public void use(long id) throws IOException, GeneralSecurityException {
        change(id, KeysetHandle.Builder.Entry::makePrimary);
    }

    /** This key opens nothing any more. */
    public void retire(long id) throws IOException, GeneralSecurityException {
        change(id, entry -> entry.setStatus(KeyStatus.DISABLED));
    }

    private interface Change {
        void to(KeysetHandle.Builder.Entry entry);
    }

    private void change(long id, Change change) throws IOException, GeneralSecurityException {
        KeysetHandle now = parse(Files.readString(path));
        var next = KeysetHandle.newBuilder(now);
        for (int i = 0; i < now.size(); i++) {
            if (id(now.getAt(i)) == id) {
                change.to(next.getAt(i));
                write(next.build());
                return;
            }
        }
        throw new GeneralSecurityException("No key " + id + " in " + path);
    }

    private static KeysetHandle parse(String text) throws GeneralSecurityException {
        AeadConfig.register();
        return TinkJsonProtoKeysetFormat.parseKeyset(text, InsecureSecretKeyAccess.get());
    }

    /** The four bytes, read as a number without a sign: as the database reads them. */
    private static long id(KeysetHandle.Entry entry) {
        return Integer.toUnsignedLong(entry.getId());
    }

    private void write(KeysetHandle keyset) throws IOException, GeneralSecurityException {
        writePrivately(path, TinkJsonProtoKeysetFormat.serializeKeyset(keyset, InsecureSecretKeyAccess.get()));
    }

    /** For nobody else to read, and all or nothing: half a keyset, left by a killed start, would keep the product from ever starting again. */
    public static void writePrivately(Path file, String text) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Path draft = Files.createTempFile(folder, "keyset", ".tmp",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (FileChannel out = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            out.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
            out.force(true);
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** The commands, without the product: it takes the changed file while it runs. */
    public static void command(Path path, String[] words, PrintStream out) throws IOException, GeneralSecurityException {
        var file = new KeysetFile(path);
        String verb = words.length == 0 ? "" : words[0];
        switch (verb) {
            case "add" -> out.println("Added key " + file.add() + ". When every node has it: keys use ID");
            case "use" -> file.use(Long.parseLong(words[1]));
            case "retire" -> file.retire(Long.parseLong(words[1]));
            case "list" -> { }
            default -> throw new IllegalArgumentException("keys list | keys add | keys use ID | keys retire ID");
        }
        KeysetHandle now = parse(Files.readString(path));
        for (int i = 0; i < now.size(); i++) {
            var entry = now.getAt(i);
            out.println(id(entry) + (entry.isPrimary() ? " in use" : entry.getStatus() == KeyStatus.ENABLED ? " opens" : " retired"));
        }
    }
}
