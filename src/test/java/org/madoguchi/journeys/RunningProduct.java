package org.madoguchi.journeys;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The real product in a JVM of its own, on a directory of its own, to be killed and started again. */
public final class RunningProduct implements AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2)).build();

    private final Path home;
    private final List<String> settings;
    private final int port = freePort();
    private final int simulatorsPort = freePort();
    private Process process;
    private int starts;

    /** {@code settings} as on a command line, such as {@code --madoguchi.demo.sample-cases=0}. */
    public RunningProduct(Path home, String... settings) {
        this.home = home.toAbsolutePath();
        this.settings = List.of(settings);
        // A test that is interrupted leaves nothing running either.
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }

    /** Starts the JVM and waits for the first page; returns how long that took from the start of the JVM. */
    public Duration start(Duration patience) {
        long begun = System.nanoTime();
        launch();
        await("the first page; " + log(), patience, () -> {
            if (!process.isAlive()) {
                throw new AssertionError("The product ended with " + process.exitValue() + " instead of starting:\n" + tail());
            }
            return answers("/");
        });
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /** Starts the JVM and waits for nothing. */
    public void launch() {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m",
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", classPath(), "org.madoguchi.Madoguchi", "--madoguchi.rate-limits.sendings=1000000", "--spring.profiles.active=demo",
                "--madoguchi.data-directory=" + home, "--server.port=" + port, "--madoguchi.demo.simulators.port=" + simulatorsPort));
        command.addAll(settings);
        starts++;
        try {
            Files.createDirectories(home);
            process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log().toFile()).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The class path of the tests without the tests: what they add must not run in the product. */
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("test-classes")).collect(Collectors.joining(File.pathSeparator));
    }

    /** SIGKILL: nothing of it gets a chance to tidy up. PostgreSQL lives on. */
    public void kill() {
        process.toHandle().destroyForcibly();
        process.onExit().join();
    }

    /** SIGKILL for PostgreSQL as well, as if the machine had lost its power (but for what the disk still holds). */
    public void killWithDatabase() {
        kill();
        postmaster().ifPresent(server -> {
            server.destroyForcibly();
            server.onExit().join();
        });
    }

    /** The orderly way out. */
    public void stop() {
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new AssertionError("The product does not stop:\n" + tail());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public boolean alive() {
        return process != null && process.isAlive();
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    public Path home() {
        return home;
    }

    /** The database of the data directory, also while the product is killed and its PostgreSQL lives on. */
    public Connection database() throws SQLException {
        try {
            List<String> lines = Files.readAllLines(pidFile());
            return DriverManager.getConnection("jdbc:postgresql://localhost:" + lines.get(3).strip()
                    + "/postgres?currentSchema=madoguchi,engine", "postgres", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The PostgreSQL of the data directory, where one runs. */
    public java.util.Optional<ProcessHandle> postmaster() {
        try {
            return Files.exists(pidFile()) ? ProcessHandle.of(Long.parseLong(Files.readAllLines(pidFile()).get(0).strip()))
                    : java.util.Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Processes that have anything to do with the data directory, other than this JVM. */
    public List<String> leftOver() {
        return ProcessHandle.allProcesses().filter(one -> one.pid() != ProcessHandle.current().pid())
                .filter(one -> commandLine(one.pid()).contains(home.toString()))
                .map(one -> one.pid() + " " + commandLine(one.pid())).toList();
    }

    private static String commandLine(long pid) {
        try {
            return Files.readString(Path.of("/proc", String.valueOf(pid), "cmdline")).replace('\0', ' ');
        } catch (IOException gone) {
            return "";
        }
    }

    private Path pidFile() {
        return home.resolve("postgres/postmaster.pid");
    }

    private Path log() {
        return home.resolve("start-" + starts + ".log");
    }

    public String tail() {
        try {
            List<String> lines = Files.readAllLines(log());
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
        } catch (IOException e) {
            return "no log: " + e.getMessage();
        }
    }

    /** The logs of all starts. */
    String everythingLogged() {
        return IntStream.rangeClosed(1, starts).mapToObj(start -> home.resolve("start-" + start + ".log")).map(log -> {
            try {
                return Files.readString(log);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }).collect(Collectors.joining("\n"));
    }

    private boolean answers(String path) {
        try {
            return HTTP.send(HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(30)).build(),
                    HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Waits for a condition, and not a moment longer. */
    public static void await(String what, Duration patience, BooleanSupplier condition) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("Not within " + patience + ": " + what);
            }
            LockSupport.parkNanos(20_000_000);
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whatever went wrong, nothing of this product stays behind. */
    @Override
    public void close() {
        if (alive()) {
            kill();
        }
        postmaster().filter(ProcessHandle::isAlive).ifPresent(server -> {
            server.destroy();
            try {
                server.onExit().get(20, TimeUnit.SECONDS);
            } catch (Exception e) {
                server.destroyForcibly();
            }
        });
    }
}
