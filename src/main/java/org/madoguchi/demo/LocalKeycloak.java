package org.madoguchi.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real Keycloak beside this process, for those who have a JDK and nothing else: unpacked by the Maven profile
 * {@code keycloak}, it imports the realm of {@code docker/keycloak} at its first start and keeps its own database.
 */
public final class LocalKeycloak implements AutoCloseable {

    private static final Path REALM = Path.of("docker", "keycloak");
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Process process;
    private final String url;
    private final Path log;

    /**
     * Starts it and does not wait.
     *
     * @param home where the distribution was unpacked
     * @param data where its database and its log are kept
     * @param publicUrl the address of this product, which the realm must know
     */
    public LocalKeycloak(Path home, Path data, int port, String publicUrl) {
        url = "http://localhost:" + port;
        log = data.resolve("keycloak.log");
        try {
            Path imports = Files.createDirectories(home.resolve("data/import"));
            Files.createDirectories(data);
            try (Stream<Path> realm = Files.list(REALM)) {
                for (Path file : realm.filter(one -> one.toString().endsWith(".json")).toList()) {
                    Files.copy(file, imports.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
                }
            }
            stopOrphan(data.resolve("keycloak.pid"), home);
            process = start(home, data, port, publicUrl);
            Files.writeString(data.resolve("keycloak.pid"), String.valueOf(process.pid()));
        } catch (IOException e) {
            throw new UncheckedIOException("Keycloak could not start from " + home, e);
        }
    }

    private Process start(Path home, Path data, int port, String publicUrl) throws IOException {
        var command = new ProcessBuilder(home.resolve("bin/kc.sh").toAbsolutePath().toString(), "start-dev", "--http-host=127.0.0.1",
                "--http-port=" + port, "--hostname=" + url, "--import-realm",
                "--db-url=jdbc:h2:file:" + data.toAbsolutePath().resolve("keycloak-h2") + ";NON_KEYWORDS=VALUE");
        command.environment().put("JAVA_OPTS_KC_HEAP", "-Xms64m -Xmx512m");
        command.environment().put("KC_BOOTSTRAP_ADMIN_USERNAME", "admin");
        command.environment().put("KC_BOOTSTRAP_ADMIN_PASSWORD", "admin");
        command.environment().put("MADOGUCHI_PUBLIC_URL", publicUrl);
        for (String client : List.of("web", "api", "provisioning")) {
            command.environment().put("MADOGUCHI_KEYCLOAK_" + client.toUpperCase() + "_SECRET", "demo-" + client);
        }
        return command.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())).start();
    }

    /** What a killed JVM left behind would hold port and database. */
    private static void stopOrphan(Path pidFile, Path home) throws IOException {
        if (Files.exists(pidFile)) {
            ProcessHandle.of(Long.parseLong(Files.readString(pidFile)))
                    .filter(left -> left.info().commandLine().orElse("").contains(home.getFileName().toString()))
                    .ifPresent(left -> {
                        left.destroy();
                        left.onExit().completeOnTimeout(left, 20, TimeUnit.SECONDS).join();
                    });
        }
    }

    public String url() {
        return url;
    }

    /** Waits until somebody can sign in. */
    public void awaitReady() throws InterruptedException {
        var http = HttpClient.newHttpClient();
        var asked = HttpRequest.newBuilder(URI.create(url + "/realms/madoguchi")).timeout(Duration.ofSeconds(5)).build();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end && process.isAlive()) {
            try {
                if (http.send(asked, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
                    return;
                }
            } catch (IOException e) {
                // not yet
            }
            Thread.sleep(500);
        }
        throw new IllegalStateException("Keycloak did not start; see " + log);
    }

    @Override
    public void close() {
        var all = new ArrayList<>(process.descendants().toList());
        all.add(process.toHandle());
        all.forEach(ProcessHandle::destroy);
        process.toHandle().onExit().completeOnTimeout(process.toHandle(), 20, TimeUnit.SECONDS).join();
        all.stream().filter(ProcessHandle::isAlive).forEach(ProcessHandle::destroyForcibly);
    }
}
