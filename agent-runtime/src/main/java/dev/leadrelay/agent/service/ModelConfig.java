package dev.leadrelay.agent.service;

import dev.leadrelay.gateway.ModelKind;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** The model an agent asks; without any of these settings, the simulator on this machine. */
@ConfigMapping(prefix = "leadrelay.model")
public interface ModelConfig {
    /** Which API the provider speaks. */
    @WithDefault("OPENAI")
    ModelKind kind();

    /**
     * Base address of the API, for example https://api.openai.com/v1; where none is given, the simulator on this machine
     * for OPENAI, and the provider's own address for the other kinds.
     */
    Optional<String> url();

    /** Key of the provider; any text where it wants none. */
    @WithDefault("none")
    String key();

    /** File with nothing but the key, in place of it. */
    Optional<Path> keyFile();

    /** Name of the model as the provider knows it. */
    @WithDefault("simulated")
    String name();

    /** Name of the provider in provenance and metrics; the host of the url where none is given. */
    Optional<String> provider();

    /** True when it is known to be no real model; a simulator also says so itself. */
    @WithDefault("false")
    boolean simulated();

    /** Limit of one try, until the last byte of the reply. */
    @WithDefault("PT60S")
    Duration timeout();

    /** Part of it for the connection. */
    @WithDefault("PT5S")
    Duration connectTimeout();

    /** Calls in flight at most; others wait in order. */
    @WithDefault("1000")
    int maxConcurrent();

    /** Tries of one call, the first included, 1 to 3. */
    @WithDefault("3")
    int maxTries();

    /** Requests a minute that one process sends at most to each provider; 0 for no limit but the one that is learned. */
    @WithDefault("0")
    int requestsPerMinute();

    /** Tokens a minute, of prompts and longest answers together, that one process uses at most at each provider; 0 for no limit. */
    @WithDefault("0")
    int tokensPerMinute();

    /** Price of a million prompt tokens, in millionths of the currency unit. */
    @WithDefault("0")
    long promptMicrosPerMillionTokens();

    /** Price of a million completion tokens, in millionths of the currency unit. */
    @WithDefault("0")
    long completionMicrosPerMillionTokens();

    /** Temperature of the calls; the model's own where none is given, which some models insist on. */
    OptionalDouble temperature();

    /**
     * Base address of a second provider, asked where the failure table says so: refusals, timeouts, rate limits, outages. Limits
     * and tries are those of the first.
     */
    Optional<String> fallbackUrl();

    /** Which API the second provider speaks, OPENAI where none is given; given alone, there is one at its own address. */
    Optional<ModelKind> fallbackKind();

    /** Name of the second provider's model; the first one's where none is given. */
    Optional<String> fallbackName();

    /** Price of a million prompt tokens at the second provider; that of the first where none is given. */
    OptionalLong fallbackPromptMicrosPerMillionTokens();

    /** Price of a million completion tokens at the second provider; that of the first where none is given. */
    OptionalLong fallbackCompletionMicrosPerMillionTokens();

    /** Key of the second provider; any text where it wants none. */
    @WithDefault("none")
    String fallbackKey();

    /** File with nothing but the second provider's key, in place of it. */
    Optional<Path> fallbackKeyFile();

    /** Which answers are kept, to be shared with calls that ask exactly the same. */
    Cache cache();

    /** The exact cache of one process. */
    interface Cache {
        /**
         * Answers kept at most; 0 switches the cache off, also the sharing of calls in flight. Off by default: the same
         * lead rarely comes twice to a process, so there is little to save, and an answer kept in memory is data kept
         * about people.
         */
        @WithDefault("0")
        int maxEntries();

        /** Bytes of the kept answers together at most, two for each character. */
        @WithDefault("67108864")
        long maxBytes();

        /** An answer is not given any more so long after it came; its memory is freed by the calls that follow. */
        @WithDefault("PT1H")
        Duration timeToLive();

        /** Answers to questions that mean the same. */
        Semantic semantic();
    }

    /**
     * The semantic cache of one process, where an agent's author lets answers be shared: research within a company, never across companies,
     * never drafts.
     */
    interface Semantic {
        /** Name of the embedding model; the cache is off where none is given. */
        Optional<String> model();

        /** Base address of an OpenAI-compatible API with embeddings; the model's own where none is given. */
        Optional<String> url();

        /** Key for it; the model's own where none is given. */
        Optional<String> key();

        /** Least cosine of two questions that mean the same, above 0 and at most 1. */
        @WithDefault("0.97")
        double threshold();

        /** Price of a million embedded tokens, in millionths of the currency unit. */
        @WithDefault("0")
        long microsPerMillionTokens();

        /** Limit of one embedding. */
        @WithDefault("PT5S")
        Duration timeout();

        /** Companies whose answers are kept at most. */
        @WithDefault("1000")
        int maxScopes();
    }
}
