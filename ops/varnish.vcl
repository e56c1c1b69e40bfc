# Varnish 7 with the module xkey (Debian: `varnish` and `varnish-modules`) in front of the newsroom.
# docs/operations.md, "A cache in front", says how to run it. `ops/varnish.sh` starts both, to try it out.
vcl 4.1;

import xkey;

# The newsroom. `ops/varnish.sh` and the tests put another port into this one line.
backend newsroom { .host = "127.0.0.1"; .port = "8000"; }

# Who may have answers forgotten: the machines that run `serve` and `work`.
acl purgers {
    "127.0.0.1";
    "::1";
}

sub vcl_recv {
    if (req.method == "PURGE") {
        # Varnish itself has noted who asks. More than one address: a proxy, which may stand on a machine
        # of the list, hands on what somebody else wants.
        if (client.ip !~ purgers || req.http.X-Forwarded-For ~ ",") {
            return (synth(405, "Not allowed"));
        }
        if (!req.http.xkey-purge) {
            return (synth(400, "The header xkey-purge is missing"));
        }
        # Not softpurge: what was taken away is shown to nobody any more, not even once.
        return (synth(200, xkey.purge(req.http.xkey-purge) + " purged"));
    }
    if (req.url !~ "^/(api|images|feeds)/") {
        return (pass);
    }
    if (req.method != "GET" && req.method != "HEAD") {
        return (pass);
    }
    # A receipt or a token: the answer is for its holder only.
    if (req.http.Authorization) {
        return (pass);
    }
    unset req.http.Cookie;
    return (hash);
}

sub vcl_backend_response {
    if (bereq.url ~ "^/(api|images|feeds)/") {
        unset beresp.http.Set-Cookie;
        set beresp.http.xkey = beresp.http.Surrogate-Key;
        # How long it may be kept says `s-maxage`. No second longer: an answer that shows something that
        # expires ends at that very moment, and grace would serve it once more. This also leaves
        # `stale-if-error` aside; who wants old news rather than none raises it for answers without s-maxage=0.
        set beresp.grace = 0s;
        # Beyond that it only serves to ask by its ETag whether it has changed. A purge takes it away, too.
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
