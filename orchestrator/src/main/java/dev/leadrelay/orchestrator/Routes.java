package dev.leadrelay.orchestrator;

import dev.leadrelay.orchestrator.topology.LeadView;
import dev.leadrelay.schemas.records.ListProgress;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** The orchestrator's REST side: lists and the ledger on any instance, a lead on the one that owns it. JSON throughout. */
final class Routes {
    private final CompactedView<ListProgress> progress;
    private final Function<String, LeadView.Found> leads;

    /** @param leads looks a lead up by its key */
    Routes(CompactedView<ListProgress> progress, Function<String, LeadView.Found> leads) {
        this.progress = progress;
        this.leads = leads;
    }

    void addTo(JavalinDefaultRoutingApi routes) {
        routes.get(
                "/lists",
                context -> context.json(progress.values().stream()
                        .sorted(Comparator.comparing(ListProgress::getSubmittedAt)
                                .reversed())
                        .map(AvroJson::of)
                        .toList()));
        routes.get("/lists/{id}", this::list);
        routes.get("/ledger", context -> context.json(ledger(progress.values())));
        routes.get("/leads/<key>", this::lead);
    }

    private void list(Context context) {
        String id = context.pathParam("id");
        progress.get(id)
                .ifPresentOrElse(
                        list -> context.json(AvroJson.of(list)),
                        () -> error(context, HttpStatus.NOT_FOUND, "no list " + id + " is known"));
    }

    private void lead(Context context) {
        String key = context.pathParam("key");
        switch (leads.apply(key)) {
            case LeadView.Found.Here here -> context.json(json(here.lead()));
            case LeadView.Found.At at -> {
                context.status(HttpStatus.TEMPORARY_REDIRECT);
                context.header(
                        "Location",
                        "http://" + at.host().host() + ":" + at.host().port() + "/leads/" + encoded(key));
            }
            case LeadView.Found.Nowhere nowhere -> error(context, HttpStatus.NOT_FOUND, "no lead " + key + " is known");
            case LeadView.Found.Moving moving ->
                error(
                        context,
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "the lead's partition is moving between instances; ask again in a moment");
        }
    }

    private static Map<String, @Nullable Object> json(LeadView lead) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("leadKey", lead.leadKey());
        json.put("state", AvroJson.of(lead.state()));
        json.put("admitted", orNull(lead.admitted()));
        json.put("research", orNull(lead.research()));
        json.put("score", orNull(lead.score()));
        json.put("draft", orNull(lead.draft()));
        return json;
    }

    private static @Nullable Object orNull(@Nullable SpecificRecord record) {
        return record == null ? null : AvroJson.of(record);
    }

    /** The sum of all lists' ledgers. */
    static Map<String, Object> ledger(Collection<ListProgress> lists) {
        Map<String, Object> ledger = new LinkedHashMap<>();
        ledger.put("lists", lists.size());
        ledger.put("accepted", sum(lists, ListProgress::getAccepted));
        ledger.put("delivered", sum(lists, ListProgress::getDelivered));
        ledger.put("disqualified", sum(lists, ListProgress::getDisqualified));
        ledger.put("discarded", sum(lists, ListProgress::getDiscarded));
        ledger.put("parked", sum(lists, ListProgress::getParked));
        ledger.put("active", sum(lists, ListProgress::getActive));
        ledger.put("queued", sum(lists, ListProgress::getQueued));
        ledger.put("balanced", lists.stream().allMatch(ListProgress::getBalanced));
        ledger.put("duplicates", sum(lists, ListProgress::getDuplicates));
        ledger.put("unattributed", sum(lists, ListProgress::getUnattributed));
        ledger.put("modelCalls", sum(lists, ListProgress::getModelCalls));
        ledger.put("tokens", sum(lists, ListProgress::getTokens));
        ledger.put("costMicros", sum(lists, ListProgress::getSpentMicros));
        return ledger;
    }

    private static long sum(Collection<ListProgress> lists, ToLongFunction<ListProgress> term) {
        return lists.stream().mapToLong(term).sum();
    }

    private static String encoded(String key) {
        String[] parts = key.split("/", 2);
        StringBuilder path = new StringBuilder();
        for (String part : parts) {
            path.append(path.isEmpty() ? "" : "/")
                    .append(URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20"));
        }
        return path.toString();
    }

    private static void error(Context context, HttpStatus status, String message) {
        context.status(status).json(Map.of("error", message));
    }
}
