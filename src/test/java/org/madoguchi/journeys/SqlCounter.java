package org.madoguchi.journeys;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Writes down every statement that a thread sends to the database while it is asked to. A batch counts as one: it is
 * one trip.
 */
final class SqlCounter implements BeanPostProcessor {

    private static final ThreadLocal<List<String>> SENT = new ThreadLocal<>();

    interface Step {
        void go() throws Exception;
    }

    /** The statements this step sends in this thread, in order. */
    static List<String> during(Step step) {
        List<String> sent = new ArrayList<>();
        SENT.set(sent);
        try {
            step.go();
        } catch (Exception e) {
            throw new AssertionError(e);
        } finally {
            SENT.remove();
        }
        return sent;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof DataSource real ? wrap(DataSource.class, real, null) : bean;
    }

    @SuppressWarnings("unchecked")
    private static <T> T wrap(Class<T> type, T real, String prepared) {
        return (T) Proxy.newProxyInstance(SqlCounter.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            if (method.getName().startsWith("execute") && real instanceof Statement) {
                note(args != null && args.length > 0 && args[0] instanceof String sql ? sql : prepared);
            }
            try {
                Object answer = method.invoke(real, args);
                if (answer instanceof Connection connection) {
                    return wrap(Connection.class, connection, null);
                }
                if (answer instanceof PreparedStatement statement && method.getName().equals("prepareStatement")) {
                    return wrap(PreparedStatement.class, statement, (String) args[0]);
                }
                return answer instanceof Statement statement && method.getName().equals("createStatement")
                        ? wrap(Statement.class, statement, null) : answer;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
    }

    private static void note(String sql) {
        List<String> sent = SENT.get();
        if (sent != null) {
            sent.add(String.valueOf(sql).replaceAll("\\s+", " ").strip());
        }
    }
}
