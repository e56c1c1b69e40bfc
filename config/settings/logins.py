"""Settings of the log-ins of the admin: how passwords are checked, and when guessing is stopped.

`config.logins` explains and uses what begins with AXES_ and LOGIN_.
"""

from datetime import timedelta

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

AXES_HANDLER = "config.logins.LoginHandler"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_CLIENT_IP_CALLABLE = "config.logins.client_address"
AXES_LOCKOUT_CALLABLE = "config.logins.locked_out"
AXES_FAILURE_LIMIT = 5
# Failures of all names together from one network: an office shares an address, and so does a program that tries many names.
LOGIN_NETWORK_FAILURE_LIMIT = 100
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
# By default a locked person who keeps trying is locked for ever.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
# No table of who logged in when, and no names, addresses and browsers in the log.
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False
