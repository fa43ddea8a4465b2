package dev.leadrelay.deadletter.access;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a browser does with cookies and forms, no more; its cookies are there to be looked at and tampered with. */
final class TestBrowser {
    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    final Map<String, String> cookies = new LinkedHashMap<>();
    private final TestDesk desk;

    TestBrowser(TestDesk desk) {
        this.desk = desk;
    }

    HttpResponse<String> get(String path) throws Exception {
        return keep(desk.get(path, headers("Accept", "text/html")));
    }

    HttpResponse<String> post(String path, Map<String, String> form) throws Exception {
        String body = form.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        String[] headers = headers("Accept", "text/html", "Content-Type", TestDesk.FORM, "Origin", "null");
        return keep(desk.send("POST", path, body, headers));
    }

    /** Opens the login page, fills it in and sends it. */
    HttpResponse<String> login(String name, String password, String next) throws Exception {
        String token = token(get("/login").body());
        return post("/login", Map.of("_csrf", token, "name", name, "password", password, "next", next));
    }

    HttpResponse<String> login(String name) throws Exception {
        return login(name, TestUsers.password(name), "/");
    }

    /** The token of the page that the desk shows. */
    String token() throws Exception {
        return get("/token").body();
    }

    static String token(String page) {
        Matcher matcher = TOKEN.matcher(page);
        if (!matcher.find()) {
            throw new AssertionError("no token in " + page);
        }
        return matcher.group(1);
    }

    static String location(HttpResponse<String> response) {
        return URI.create(response.headers().firstValue("Location").orElse("")).toString();
    }

    private String[] headers(String... headers) {
        List<String> all = new ArrayList<>(List.of(headers));
        if (!cookies.isEmpty()) {
            all.add("Cookie");
            all.add(cookies.entrySet().stream()
                    .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                    .collect(Collectors.joining("; ")));
        }
        return all.toArray(String[]::new);
    }

    private HttpResponse<String> keep(HttpResponse<String> response) {
        for (String cookie : response.headers().allValues("Set-Cookie")) {
            String[] pair = cookie.split(";", 2)[0].split("=", 2);
            if (cookie.contains("Max-Age=0") || cookie.contains("01 Jan 1970") || cookie.contains("01-Jan-1970")) {
                cookies.remove(pair[0]);
            } else {
                cookies.put(pair[0], pair[1]);
            }
        }
        return response;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
