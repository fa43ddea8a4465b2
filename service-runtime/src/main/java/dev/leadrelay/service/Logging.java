package dev.leadrelay.service;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import java.nio.file.Path;
import java.util.Map;
import org.slf4j.LoggerFactory;

/**
 * Where the logs of a process go. Lines are plain text, or JSON objects when {@code LEADRELAY_LOG_FORMAT=json}; both
 * carry the leadKey of the lead being worked on (MDC name {@value #LEAD_KEY}).
 */
public final class Logging {
    /** Name under which the key of the lead being worked on stands in the logging context. */
    public static final String LEAD_KEY = "leadKey";

    private static final String PATTERN = "%d{HH:mm:ss.SSS} %-5level %logger{20} %X{leadKey} %msg%n%ex{8}";

    private Logging() {}

    /** Sends all lines to standard error. */
    public static void toConsole() {
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setTarget("System.err");
        install(appender);
    }

    /** Sends all lines to a file, added at its end. */
    public static void toFile(Path file) {
        FileAppender<ILoggingEvent> appender = new FileAppender<>();
        appender.setFile(file.toString());
        install(appender);
    }

    private static void install(OutputStreamAppender<ILoggingEvent> appender) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        appender.setContext(context);
        appender.setEncoder(encoder(context));
        appender.start();
        context.getLogger("ROOT").addAppender((Appender<ILoggingEvent>) appender);
        levels().forEach((name, level) -> context.getLogger(name).setLevel(level));
    }

    private static Map<String, Level> levels() {
        Level ours = Level.toLevel(System.getenv("LEADRELAY_LOG_LEVEL"), Level.INFO);
        return Map.of(
                "ROOT", Level.WARN,
                "dev.leadrelay", ours,
                // One line each try while a broker is away says no more than our own line; a taken port has its own
                // message.
                "org.apache.kafka.clients.NetworkClient", Level.ERROR,
                "io.javalin", Level.OFF,
                "org.apache.kafka.controller", Level.ERROR);
    }

    private static Encoder<ILoggingEvent> encoder(LoggerContext context) {
        if ("json".equalsIgnoreCase(System.getenv("LEADRELAY_LOG_FORMAT"))) {
            JsonEncoder json = new JsonEncoder();
            json.setContext(context);
            json.start();
            return json;
        }
        PatternLayoutEncoder plain = new PatternLayoutEncoder();
        plain.setContext(context);
        plain.setPattern(PATTERN);
        plain.start();
        return plain;
    }
}
