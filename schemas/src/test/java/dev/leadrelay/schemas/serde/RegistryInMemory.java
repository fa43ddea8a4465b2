package dev.leadrelay.schemas.serde;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A scripted registry that keeps what is registered: ids count from 1. */
final class RegistryInMemory implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    final ScriptedRegistry server = new ScriptedRegistry();
    private final List<String> schemas = new ArrayList<>();

    RegistryInMemory() {
        up();
    }

    void up() {
        server.always(exchange -> {
            ScriptedRegistry.Seen request = server.seen.getLast();
            String answer = answer(request);
            int status = answer.contains("error_code") ? 404 : 200;
            ScriptedRegistry.status(status, answer).answer(exchange);
        });
    }

    void down() {
        server.always(ScriptedRegistry.status(503, "down"));
    }

    synchronized int add(String schema) {
        if (!schemas.contains(schema)) {
            schemas.add(schema);
        }
        return schemas.indexOf(schema) + 1;
    }

    private synchronized String answer(ScriptedRegistry.Seen request) throws java.io.IOException {
        if (request.path().equals("/config")) {
            return "{\"compatibilityLevel\":\"FULL_TRANSITIVE\"}";
        }
        if (request.method().equals("POST")) {
            return "{\"id\":" + add(JSON.readTree(request.body()).get("schema").asText()) + "}";
        }
        int id = Integer.parseInt(request.path().substring(request.path().lastIndexOf('/') + 1));
        return id >= 1 && id <= schemas.size()
                ? JSON.writeValueAsString(Map.of("schema", schemas.get(id - 1)))
                : "{\"error_code\":40403,\"message\":\"Schema not found\"}";
    }

    Map<String, String> settings() {
        return Map.of("schema.registry.url", server.url());
    }

    @Override
    public void close() {
        server.close();
    }
}
