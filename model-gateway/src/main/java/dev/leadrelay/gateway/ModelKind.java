package dev.leadrelay.gateway;

import java.net.URI;

/** Which API a provider speaks. */
public enum ModelKind {
    /** OpenAI's chat completions, and every server that is compatible with them. */
    OPENAI("https://api.openai.com/v1", "/v1"),
    /** Anthropic's messages. */
    ANTHROPIC("https://api.anthropic.com/v1", "/v1"),
    /** Google's Gemini API, generateContent. */
    GEMINI("https://generativelanguage.googleapis.com/v1beta", "/v1beta"),
    /** Ollama's own chat; what it serves under {@code /v1} is OPENAI. */
    OLLAMA("http://127.0.0.1:11434", "");

    private final String url;
    private final String path;

    ModelKind(String url, String path) {
        this.url = url;
        this.path = path;
    }

    /** Where the API is found when nobody says otherwise. */
    public String url() {
        return url;
    }

    /** The address without a slash at its end; one without path gets the API's usual one. */
    URI base(URI given) {
        String text = given.toString().replaceAll("/+$", "");
        boolean bare =
                given.getPath() == null || given.getPath().replace("/", "").isEmpty();
        return URI.create(bare ? text + path : text);
    }
}
