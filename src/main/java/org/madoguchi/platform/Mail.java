package org.madoguchi.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.mail.SimpleMailMessage;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.stereotype.Component;

/**
 * Sends plain-text mail: by SMTP where {@code spring.mail.host} is set, else into files under the data directory, where
 * the demonstration shows them.
 */
@Component
public class Mail {

    private static final int SHOWN = 50;

    private final JavaMailSender smtp;
    private final Path folder;
    private final String from;
    private final Clock clock;

    Mail(ObjectProvider<JavaMailSender> smtp, @Value("${madoguchi.data-directory:data}") Path home,
            @Value("${madoguchi.mail-from:no-reply@madoguchi.example}") String from, Clock clock) {
        this.smtp = smtp.getIfAvailable();
        this.folder = home.resolve("mail");
        this.from = from;
        this.clock = clock;
    }

    /** @throws org.springframework.mail.MailException where the server does not take it */
    public void send(String to, String subject, String body) {
        if (smtp == null) {
            write(to, subject, body);
            return;
        }
        var message = new SimpleMailMessage();
        message.setFrom(from);
        message.setTo(to);
        message.setSubject(subject);
        message.setText(body);
        smtp.send(message);
    }

    private void write(String to, String subject, String body) {
        try {
            Files.createDirectories(folder);
            Path draft = Files.createTempFile(folder, "draft", ".tmp");
            Files.writeString(draft, "To: %s%nSubject: %s%nDate: %s%n%n%s%n".formatted(to, subject, clock.instant(), body));
            Files.move(draft, folder.resolve("%020d-%s.txt".formatted(System.nanoTime(), draft.getFileName().toString()
                    .replaceAll("\\D", ""))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The latest mails written to files, newest first; empty where SMTP is used. */
    public List<String> latestFiles() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".txt"))
                    .sorted((a, b) -> Long.compare(b.toFile().lastModified(), a.toFile().lastModified()))
                    .limit(SHOWN).map(Mail::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
