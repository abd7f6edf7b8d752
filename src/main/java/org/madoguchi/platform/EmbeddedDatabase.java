package org.madoguchi.platform;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/**
 * A real PostgreSQL inside the product, kept in {@code ./data}, for those who have a JDK and nothing else. It survives
 * restarts and a killed JVM: durability is switched on (the library's default is off), and a server left behind by a
 * killed JVM is stopped before ours starts.
 */
@Configuration(proxyBeanMethods = false)
@Profile("!production & !external-database")
class EmbeddedDatabase {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedDatabase.class);

    @Bean(destroyMethod = "close")
    Server embeddedPostgres(@Value("${madoguchi.data-directory:data}") Path home) {
        return new Server(home.toAbsolutePath());
    }

    @Bean(destroyMethod = "close")
    HikariDataSource dataSource(Server server, @Value("${spring.datasource.hikari.maximum-pool-size:20}") int connections) {
        var pool = new HikariDataSource();
        pool.setJdbcUrl("jdbc:postgresql://localhost:%d/postgres?currentSchema=madoguchi,engine&reWriteBatchedInserts=true"
                .formatted(server.port()));
        pool.setUsername("postgres");
        pool.setPoolName("madoguchi");
        pool.setMaximumPoolSize(connections);
        return pool;
    }

    /** The server process and the lock on its directory. */
    static final class Server implements AutoCloseable {

        /** The user without rights of its own that every Linux has. */
        private static final String NOBODY = "nobody";

        private final FileChannel lockFile;
        private final EmbeddedPostgres postgres;

        Server(Path home) {
            try {
                Files.createDirectories(home);
                lockFile = FileChannel.open(home.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = lockFile.tryLock();
                if (lock == null) {
                    throw new IllegalStateException("Another Madoguchi is running on " + home
                            + ". Stop it, or give this one a directory of its own: MADOGUCHI_DATA_DIRECTORY=...");
                }
                Path data = home.resolve("postgres");
                stopOrphan(data.resolve("postmaster.pid"));
                postgres = startUnprivileged(home, data);
            } catch (IOException e) {
                throw new UncheckedIOException("PostgreSQL could not start in " + home, e);
            }
        }

        /**
         * PostgreSQL refuses to run as root. The library then goes through {@code unshare -U}; where that is forbidden, as
         * in many containers, its programs go through {@code runuser}, which they can once the library has unpacked them.
         */
        private static EmbeddedPostgres startUnprivileged(Path home, Path data) throws IOException {
            if (!"root".equals(System.getProperty("user.name")) || LinuxUtils.isUnshareAvailable()) {
                return start(home, data);
            }
            log.info("PostgreSQL refuses to run as root and 'unshare -U' is forbidden here: it runs as '{}'", NOBODY);
            try {
                giveAway(home, data);
                return start(home, data);
            } catch (IOException | RuntimeException unpackedJustNow) {
                return startGivenAway(home, data);
            }
        }

        private static EmbeddedPostgres startGivenAway(Path home, Path data) {
            try {
                giveAway(home, data);
                return start(home, data);
            } catch (IOException | RuntimeException e) {
                throw new IllegalStateException("PostgreSQL refuses to run as root, and neither 'unshare -U' nor 'runuser -u " + NOBODY
                        + "' works here (may that user enter " + home + "?). Start as another user, or give a database of your own: "
                        + "SPRING_PROFILES_ACTIVE=demo,external-database and SPRING_DATASOURCE_URL.", e);
            }
        }

        private static Path program(Path home) {
            return home.resolve("postgres-program");
        }

        /** Program and data belong to nobody, and what the library calls goes there first. */
        private static void giveAway(Path home, Path data) throws IOException {
            Files.createDirectories(program(home));
            Files.createDirectories(data);
            try (Stream<Path> files = Files.walk(program(home))) {
                for (Path file : files.filter(f -> f.endsWith("bin/initdb") || f.endsWith("bin/pg_ctl")).toList()) {
                    Path real = file.resolveSibling(file.getFileName() + ".real");
                    if (!Files.exists(real)) {
                        Files.move(file, real);
                        Files.writeString(file, "#!/bin/sh\nexec runuser -u " + NOBODY + " -- \"$0.real\" \"$@\"\n");
                        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
                    }
                }
            }
            Process given = new ProcessBuilder("chown", "-R", NOBODY, program(home).toString(), data.toString()).start();
            if (given.onExit().join().exitValue() != 0) {
                throw new IOException("chown to " + NOBODY + " failed");
            }
        }

        private static EmbeddedPostgres start(Path home, Path data) throws IOException {
            return EmbeddedPostgres.builder()
                    .setOverrideWorkingDirectory(program(home).toFile())
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    // Closed as a bean, after the engine and the pool; a hook of its own would run beside them and win.
                    .setRegisterShutdownHook(false)
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("full_page_writes", "on")
                    .setServerConfig("max_connections", "60")
                    .setPGStartupWait(Duration.ofSeconds(60))
                    .start();
        }

        /** We hold the lock, so a postmaster named in the file has lost its JVM. */
        private static void stopOrphan(Path pidFile) throws IOException {
            if (!Files.exists(pidFile)) {
                return;
            }
            List<String> lines = Files.readAllLines(pidFile);
            var orphan = ProcessHandle.of(Long.parseLong(lines.get(0).trim()))
                    .filter(process -> process.info().command().map(c -> c.contains("postgres")).orElse(true));
            if (orphan.isEmpty()) {
                return;
            }
            log.info("Stopping the PostgreSQL {} that a killed run left behind", orphan.get().pid());
            try {
                orphan.get().destroy();
                orphan.get().onExit().get(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Exception e) {
                // A smart shutdown waits for clients; without its JVM there should be none.
                orphan.get().destroyForcibly();
                orphan.get().onExit().join();
            }
        }

        int port() {
            return postgres.getPort();
        }

        @Override
        public void close() throws IOException {
            postgres.close();
            lockFile.close();
        }
    }
}
