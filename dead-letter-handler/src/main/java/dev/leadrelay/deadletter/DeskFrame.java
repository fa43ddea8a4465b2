package dev.leadrelay.deadletter;

import dev.leadrelay.deadletter.desk.DeskPages;
import dev.leadrelay.deadletter.desk.ErrorView;
import dev.leadrelay.deadletter.desk.Frame;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpStatus;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.avro.AvroRuntimeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SerializationException;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What all pages of the desk have in common: the frame, errors as pages, addresses. Thread-safe. */
final class DeskFrame {
    private static final Logger log = LoggerFactory.getLogger(DeskFrame.class);

    /** Names, in the address of a dead letter, the decision that was just written. */
    static final String DECISION = "decision";

    private static final String LATER =
            " is written; the outcome appears below as soon as the orchestrator has answered.";
    private static final Map<String, String> NOTICES = Map.of(
            "RETRY", "The retry" + LATER,
            "RETRY_EDITED", "The retry with what you edited" + LATER,
            "ACCEPT", "The acceptance" + LATER,
            "DISCARD", "The discard" + LATER,
            "APPROVE", "The approval" + LATER,
            "RAISE_BUDGET", "The raise" + LATER,
            "PIN", "The pin is written; policies leave this dead letter alone.");

    private final Viewer.Source viewers;
    private final DeskPages pages = new DeskPages();

    DeskFrame(Viewer.Source viewers) {
        this.viewers = viewers;
    }

    Viewer viewer(Context context) {
        return viewers.of(context);
    }

    /** Whatever goes wrong is a page, with one line that says what to do. */
    Handler page(Handler handler) {
        return context -> handle(handler, context, false);
    }

    /** The same for a form that takes work to fill in: the page that says what went wrong keeps what was sent. */
    Handler form(Handler handler) {
        return context -> handle(handler, context, true);
    }

    private void handle(Handler handler, Context context, boolean keeps) throws Exception {
        try {
            handler.handle(context);
        } catch (RequestException e) {
            error(context, e.status(), String.valueOf(e.getMessage()), keeps);
        } catch (JdbiException e) {
            log.warn("The store did not answer {}", context.path(), e);
            error(context, 503, "The store does not answer; try again.", keeps);
        } catch (SerializationException | AvroRuntimeException e) {
            log.warn("{} cannot be shown", context.path(), e);
            error(context, 409, "The store is of another version; rebuild it from the topics.", keeps);
        } catch (KafkaException e) {
            log.warn("The brokers did not answer {}", context.path(), e);
            error(context, 503, "The brokers do not answer; try again.", keeps);
        }
    }

    void show(Context context, String template, String title, String section, Object view) {
        html(context, pages.page(template, frame(context, title, section), view));
    }

    /** A part of a page that renews itself. */
    void part(Context context, String template, Object view) {
        html(context, pages.part(template, view));
    }

    static void seeOther(Context context, String address) {
        context.redirect(address, HttpStatus.SEE_OTHER);
    }

    /** Goes on to the dead letter where a decision was written; says in one line why it was not, otherwise. */
    static void answer(Context context, DecisionAnswer answer, DecisionRequest request) {
        switch (answer) {
            case DecisionAnswer.Accepted accepted ->
                seeOther(
                        context,
                        "/desk/letters/" + encoded(request.deadLetterId()) + "?done=" + request.kind() + "&" + DECISION
                                + "=" + encoded(accepted.decision().getDecisionId()));
            case DecisionAnswer.NotFound notFound -> throw new RequestException(404, notFound.line());
            case DecisionAnswer.Refused refused -> throw new RequestException(409, refused.line());
            case DecisionAnswer.Unavailable unavailable -> throw new RequestException(503, unavailable.line());
        }
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Those parameters of the request that say something, as a query string, with another place to go on from. */
    static String query(Context context, List<String> names, String after) {
        Map<String, String> parameters = new TreeMap<>();
        for (String name : names) {
            String value = context.queryParam(name);
            if (value != null && !value.isEmpty()) {
                parameters.put(name, value);
            }
        }
        if (!after.isEmpty()) {
            parameters.put("after", after);
        }
        return parameters.entrySet().stream()
                .map(parameter -> parameter.getKey() + "=" + encoded(parameter.getValue()))
                .collect(Collectors.joining("&"));
    }

    private void error(Context context, int status, String line, boolean keeps) {
        context.status(status);
        List<ErrorView.Field> kept = keeps ? sent(context) : List.of();
        html(context, pages.page("error", frame(context, "Not done", ""), new ErrorView(status, line, kept)));
    }

    /** The fields of a form but for the token, which each page has anew. */
    private static List<ErrorView.Field> sent(Context context) {
        return context.formParamMap().entrySet().stream()
                .filter(field -> !field.getKey().equals("_csrf"))
                .flatMap(field -> field.getValue().stream().map(value -> new ErrorView.Field(field.getKey(), value)))
                .toList();
    }

    private Frame frame(Context context, String title, String section) {
        Viewer viewer = viewers.of(context);
        String notice = NOTICES.getOrDefault(DeskText.orEmpty(context.queryParam("done")), "");
        return new Frame(
                title,
                address(context),
                section,
                viewer.name(),
                viewer.canDecide(),
                viewer.canLeave(),
                viewer.csrf(),
                notice);
    }

    /** One slash in front: two would be the address of another host. */
    private static String address(Context context) {
        String query = context.queryString();
        return context.path().replaceFirst("^/+", "/") + (query == null ? "" : "?" + query);
    }

    private static void html(Context context, String html) {
        context.contentType("text/html; charset=utf-8").result(html.getBytes(StandardCharsets.UTF_8));
    }
}
