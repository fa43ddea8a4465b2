package dev.leadrelay.deadletter.access;

import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import org.jspecify.annotations.Nullable;

/** A cookie that scripts cannot read, gone when the browser is closed. */
final class DeskCookie {
    private final String name;
    private final boolean secure;
    private final SameSite sameSite;

    /** @param secure whether browsers send it over TLS only; they then also hold other hosts of the domain off its name */
    DeskCookie(String name, boolean secure, SameSite sameSite) {
        this.name = (secure ? "__Host-" : "") + name;
        this.secure = secure;
        this.sameSite = sameSite;
    }

    @Nullable
    String get(Context context) {
        return context.cookie(name);
    }

    void set(Context context, String value) {
        context.cookie(cookie(value, -1));
    }

    void remove(Context context) {
        context.cookie(cookie("", 0));
    }

    private Cookie cookie(String value, int maxAge) {
        return new Cookie(name, value, "/", maxAge, secure, true, null, sameSite);
    }
}
