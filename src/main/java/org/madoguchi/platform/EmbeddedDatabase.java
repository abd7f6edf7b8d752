package org.madoguchi.platform;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
                postgres = start(home, data);
            } catch (IOException e) {
                throw new UncheckedIOException("PostgreSQL could not start in " + home + ". It refuses to run as root "
                        + "unless 'unshare -U' works: start as another user, or give a database with "
                        + "SPRING_PROFILES_ACTIVE=production and SPRING_DATASOURCE_URL.", e);
            }
        }

        private static EmbeddedPostgres start(Path home, Path data) throws IOException {
            return EmbeddedPostgres.builder()
                    .setOverrideWorkingDirectory(home.resolve("postgres-program").toFile())
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
