# Varnish 7 with the module xkey (Debian: `varnish` and `varnish-modules`) in front of the newsroom.
# docs/operations.md, "A cache in front", says how to run it. `ops/varnish.sh` starts both, to try it out.
vcl 4.1;

import xkey;

# The newsroom. `ops/varnish.sh` and the tests put another port into this one line.
backend newsroom { .host = "127.0.0.1"; .port = "8000"; }

# The machines that run `serve` and `work`, which send purges.
acl purgers {
    "127.0.0.1";
    "::1";
}

sub vcl_recv {
    if (req.method == "PURGE") {
        # Varnish adds the client's address to X-Forwarded-For. More than one address means that a proxy, perhaps
        # on one of these machines, forwards the request of another client.
        if (client.ip !~ purgers || req.http.X-Forwarded-For ~ ",") {
            return (synth(405, "Not allowed"));
        }
        if (!req.http.xkey-purge) {
            return (synth(400, "The header xkey-purge is missing"));
        }
        # Not softpurge, which would serve removed content once more.
        return (synth(200, xkey.purge(req.http.xkey-purge) + " purged"));
    }
    if (req.url !~ "^/((api|images|feeds)/|sitemap[^/]*\.xml$|robots\.txt$)") {
        return (pass);
    }
    if (req.method != "GET" && req.method != "HEAD") {
        return (pass);
    }
    # With a receipt or a token the response is private.
    if (req.http.Authorization) {
        return (pass);
    }
    unset req.http.Cookie;
    return (hash);
}

sub vcl_backend_response {
    if (bereq.url ~ "^/((api|images|feeds)/|sitemap[^/]*\.xml$|robots\.txt$)") {
        unset beresp.http.Set-Cookie;
        set beresp.http.xkey = beresp.http.Surrogate-Key;
        # `s-maxage` is the exact lifetime: a response with content that expires ends at that moment, and grace
        # would serve it once more. This also disables `stale-if-error`; raise it for responses without
        # s-maxage=0 to serve old content while the newsroom is down.
        set beresp.grace = 0s;
        # After that time it is kept for conditional requests by its ETag. A purge removes it as well.
        set beresp.keep = 1h;
    }
    # Varnish's own rules follow: no-store, private and s-maxage=0 are not kept.
}

sub vcl_deliver {
    # A CDN in front that purges by tag needs `Cache-Tag` or `Surrogate-Key`: leave its line out.
    unset resp.http.Cache-Tag;
    unset resp.http.Surrogate-Key;
    unset resp.http.xkey;
    if (obj.hits > 0) {
        set resp.http.X-Cache = "HIT";
    } else {
        set resp.http.X-Cache = "MISS";
    }
}

sub vcl_synth {
    if (req.method == "PURGE") {
        set resp.http.Content-Type = "text/plain; charset=utf-8";
        synthetic(resp.reason + {"
"});
        return (deliver);
    }
}
