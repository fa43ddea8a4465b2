package dev.leadrelay.validation;

import dev.leadrelay.validation.text.Addresses;
import dev.leadrelay.validation.text.Folding;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the tools returned in one attempt: the full text by address. Immutable. */
public final class ToolReturns {
    private final Map<String, String> squeezedByAddress;

    /** @param textByUrl the address as the tool gave it, and the whole text it returned from there */
    public ToolReturns(Map<String, String> textByUrl) {
        Map<String, String> squeezed = new HashMap<>();
        textByUrl.forEach((url, text) ->
                squeezed.merge(Addresses.normal(url), Folding.squeeze(text), (one, other) -> one + "\n" + other));
        this.squeezedByAddress = Map.copyOf(squeezed);
    }

    /** The text of an address, each run of white space one space; null when no tool returned it. */
    public @Nullable String squeezedText(String url) {
        return squeezedByAddress.get(Addresses.normal(url));
    }
}
