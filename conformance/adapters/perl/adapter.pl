#!/usr/bin/perl
# Perl's own sockets (the built-in functions, Socket, IO::Socket) behind the adapter protocol (docs/protocol.md): the
# core profile, with nothing but what comes with perl. docs/adapter-guide.md walks through it.
use strict; use warnings;
use Config; use IO::Socket;
use Socket qw(:all);
use B (); use Encode (); use Errno (); use JSON::PP (); use POSIX (); use Sys::Hostname ();
use Time::HiRes qw(clock_gettime CLOCK_MONOTONIC);

# The protocol leaves descriptors 0 and 1 (perl makes all above 2 close-on-exec).
open(my $in, "<&", \*STDIN) && open(my $out, ">&", \*STDOUT) or die "cannot duplicate: $!";
open(STDOUT, ">&", \*STDERR) && open(STDIN, "<", "/dev/null") or die "cannot open: $!";
$out->autoflush(1);
$SIG{PIPE} = "IGNORE";
my ($json, %handle) = JSON::PP->new->utf8;    # handle: the runner's name => IO::Socket

# ---- errors: an operation dies with one of these
sub unsupported { die { unsupported => $_[0] } }
sub raised { my ($bases, %more) = @_; die { raised => { class => $bases->[0], bases => [ @$bases, "Exception" ], %more } } }

my %bases = (    # of the subclasses of OSError, which follow from errno: Perl has no classes of its own for them
    (map { $_ => ["BlockingIOError"] } qw(EAGAIN EALREADY EINPROGRESS)), ENOENT => ["FileNotFoundError"],
    (map { $_ => [ "BrokenPipeError", "ConnectionError" ] } qw(EPIPE ESHUTDOWN)), EEXIST => ["FileExistsError"],
    (map { ("ECONN" . uc) => [ "Connection${_}Error", "ConnectionError" ] } qw(Aborted Refused)), EINTR => ["InterruptedError"],
    ECONNRESET => [ "ConnectionResetError", "ConnectionError" ], ETIMEDOUT => [ "timeout", "TimeoutError" ],
    (map { $_ => ["PermissionError"] } qw(EACCES EPERM)));
my %errno_name = map { Errno->can($_)->() => $_ } keys(%!), qw(EAGAIN EOPNOTSUPP EDEADLK);    # the last one wins
sub system_error {
    my $name = $errno_name{ $! + 0 } // $! + 0 . "";
    raised([ @{ $bases{$name} // [] }, "OSError" ], errno => $name, number => $! + 0, text => "$!", args => [ $! + 0, "$!" ]);
}
sub lookup_error {    # of getaddrinfo: a text that is a number, too
    my $error  = shift;
    my ($name) = grep { /^EAI_/ && (eval { Socket->can($_)->() } // 0) == $error } @Socket::EXPORT_OK;
    raised([ "gaierror", "OSError" ], code => $name // $error + 0 . "", number => $error + 0, text => "$error", args => [ $error + 0, "$error" ]);
}

# ---- values: what comes in is {t => type, v => value}, what goes out is as it stands in the answer
sub decode {
    my $value = shift;
    return { t => "none" } if !defined $value;
    return { t => "list", v => [ map { decode($_) } @$value ] } if ref $value eq "ARRAY";
    return { t => "bool", v => $value ? 1 : 0 } if JSON::PP::is_bool($value);
    return { t => B::svref_2object(\$value)->FLAGS & B::SVf_POK ? "text" : "int", v => $value } if !ref $value;
    return decode($value->{value}) if exists $value->{enum};
    my ($form, $inner) = %$value;
    return { t => "bytes", v => pack("H*", $inner) } if $form eq "bytes";
    return { t => "path",  v => pack("H*", $inner) } if $form eq "wtf8";
    return { t => "float", v => $inner + 0 } if $form eq "float";
    return { t => "tuple", v => [ map { decode($_) } @$inner ] } if $form eq "tuple";
    unsupported("a value of the form '$form'") if $form ne "fill";
    my $cycle = pack("C*", map { ($inner->{seed} + $_) % 251 } 0 .. 250);
    return { t => "bytes", v => substr($cycle x ($inner->{len} / 251 + 1), 0, $inner->{len}) };
}
sub need {    # an argument that has to be there and of one of these types: Perl cannot tell others apart
    my ($arg, @types) = @_;
    return $arg->{v} if $arg && grep { $_ eq $arg->{t} } @types;
    unsupported("an argument is missing or of a type that cannot be passed");
}
sub maybe   { my ($arg, $type, $default) = @_; return $arg ? need($arg, $type) : $default }
sub numbers { my ($args, $first, @defaults) = @_; return map { maybe($args->[ $first + $_ ], "int", $defaults[$_]) } 0 .. $#defaults }
sub tuple { return { tuple => [@_] } }
sub bytes { return length $_[0] <= 65536 ? { bytes => unpack("H*", $_[0]) } : unsupported("a result of more than 64 KiB") }

# ---- addresses
sub resolve {
    my ($host, $family) = @_;
    return $family == AF_INET ? INADDR_ANY : IN6ADDR_ANY if $host eq "";
    return INADDR_BROADCAST if "$host $family" eq "<broadcast> " . AF_INET;
    my ($error, $first) = getaddrinfo(Encode::encode_utf8($host), undef, { family => $family, socktype => SOCK_STREAM });
    lookup_error($error) if $error;
    return ($family == AF_INET ? unpack_sockaddr_in($first->{addr}) : unpack_sockaddr_in6($first->{addr}))[1];
}
sub pack_address {
    my ($family, $arg) = ($_[0]->sockdomain, $_[1]);
    my $path = $family != AF_UNIX ? undef : need($arg, "text", "bytes", "path");
    return pack_sockaddr_un($arg->{t} eq "text" ? Encode::encode_utf8($path) : $path) if defined $path;
    my $parts = need($arg, "tuple");
    unsupported("an address of another size") if @$parts < 2 || @$parts > ($family == AF_INET ? 2 : 4);
    my ($host, $port, $flow, $scope) = (resolve(need($parts->[0], "text"), $family), int_at($parts->[1]), numbers($parts, 2, 0, 0));
    return $family == AF_INET ? pack_sockaddr_in($port, $host) : pack_sockaddr_in6($port, $host, $scope, $flow);
}
sub unpack_address {
    my $packed = shift // system_error();
    my $family = $packed eq "" ? return undef : sockaddr_family($packed);    # a connected stream says nothing
    my $path   = $family != AF_UNIX ? undef : length $packed > 2 ? unpack_sockaddr_un($packed) : "";
    return $path =~ /^\0/ ? bytes($path) : Encode::decode("UTF-8", $path, Encode::FB_CROAK | Encode::LEAVE_SRC) if defined $path;
    my ($port, $ip, $scope, $flow) = $family == AF_INET ? unpack_sockaddr_in($packed) : unpack_sockaddr_in6($packed);
    return tuple(inet_ntop($family, $ip), $port, $family == AF_INET ? () : ($flow, $scope));
}

# ---- operations; those with a dot get their object first
sub ok { return $_[0] ? undef : system_error() }
sub int_at { return need($_[0], "int") }
sub address_bytes { return bytes($_[0] // raised(["OSError"], text => "not an address")) }
sub receive {
    my ($s, $size, $flags) = ($_[0], int_at($_[1]), numbers(\@_, 2, 0));
    my $from = recv($s, my $data, $size, $flags) // system_error();
    return (bytes($data), unpack_address($from));
}

my %operation = (
    socket => sub { IO::Socket->new->socket(numbers(\@_, 0, AF_INET, SOCK_STREAM, 0)) // system_error() },
    socketpair => sub { my @pair = IO::Socket->socketpair(numbers(\@_, 0, AF_UNIX, SOCK_STREAM, 0)); @pair ? tuple(@pair) : system_error() },
    getaddrinfo => sub {
        my ($host, $port) = map { $_ && $_->{t} ne "none" ? need($_, "text", "int") : undef } @_[ 0, 1 ];
        my %hints; @hints{qw(family socktype protocol flags)} = numbers(\@_, 2, 0, 0, 0, 0);
        my ($error, @found) = getaddrinfo($host, $port, \%hints);
        lookup_error($error) if $error;
        return [ map { tuple(@$_{qw(family socktype protocol)}, $_->{canonname} // "", unpack_address($_->{addr})) } @found ] },
    gethostname => sub { Sys::Hostname::hostname() },
    ntohl => sub { unpack("N", pack("L", int_at($_[0]))) }, htonl => sub { unpack("L", pack("N", int_at($_[0]))) },
    ntohs => sub { unpack("n", pack("S", int_at($_[0]))) }, htons => sub { unpack("S", pack("n", int_at($_[0]))) },
    inet_aton => sub { address_bytes(inet_aton(need($_[0], "text"))) },
    inet_pton => sub { address_bytes(inet_pton(int_at($_[0]), need($_[1], "text"))) },
    inet_ntoa => sub { inet_ntoa(need($_[0], "bytes")) },
    inet_ntop => sub { inet_ntop(int_at($_[0]), need($_[1], "bytes")) },
    ".accept" => sub { my ($new, $from) = $_[0]->accept; $new ? tuple($new, unpack_address($from)) : system_error() },
    ".bind"        => sub { ok(bind($_[0], pack_address(@_))) },
    ".close"       => sub { close($_[0]); undef },
    ".connect"     => sub { ok(connect($_[0], pack_address(@_))) },
    ".connect_ex"  => sub { connect($_[0], pack_address(@_)) ? 0 : $! + 0 },
    ".fileno"      => sub { fileno($_[0]) // -1 },
    ".getpeername" => sub { unpack_address(getpeername($_[0])) },
    ".getsockname" => sub { unpack_address(getsockname($_[0])) },
    ".getsockopt"  => sub {
        my $value = getsockopt($_[0], int_at($_[1]), int_at($_[2])) // system_error();
        $_[3] ? bytes(substr($value, 0, int_at($_[3]))) : unpack("i", $value) },
    ".setsockopt"  => sub { ok(setsockopt($_[0], int_at($_[1]), int_at($_[2]), need($_[3], "int", "bytes"))) },
    ".gettimeout"  => sub { $_[0]->blocking ? undef : { float => "0.0" } },
    ".settimeout"  => sub {
        unsupported("Perl's sockets have no timeout") if !$_[1] || $_[1]{t} ne "none" && need($_[1], "int", "float") != 0;
        $_[0]->blocking($_[1]{t} eq "none"); undef },
    ".setblocking" => sub { $_[0]->blocking(need($_[1], "bool")); undef },
    ".listen"   => sub { ok(listen($_[0], maybe($_[1], "int", SOMAXCONN))) },
    ".recv"     => sub { (receive(@_))[0] },
    ".recvfrom" => sub { tuple(receive(@_)) },
    ".send"     => sub { send($_[0], need($_[1], "bytes"), maybe($_[2], "int", 0)) // system_error() },
    ".sendall"  => sub {
        my ($s, $data, $flags) = ($_[0], need($_[1], "bytes"), maybe($_[2], "int", 0));
        while (length $data) { substr($data, 0, send($s, $data, $flags) // system_error()) = "" } undef },
    ".sendto"   => sub { send($_[0], need($_[1], "bytes"), $_[3] ? int_at($_[2]) : 0, pack_address($_[0], $_[-1])) // system_error() },
    ".shutdown" => sub { ok(shutdown($_[0], int_at($_[1]))) },
    "attr.get"  => sub {
        my $get = { family => "sockdomain", type => "socktype", proto => "protocol" }->{ need($_[1], "text") };
        $get ? $_[0]->$get : unsupported("no such attribute") },
    "sys.pid"   => sub { $$ },
);
# All names of constants that Socket exports and that have a number, and the names of errors.
my %constants = map { my $v = eval { Socket->can($_)->() }; defined $v && $v =~ /^-?\d+\z/ ? ($_ => $v + 0) : () }
    grep { /^[A-Z][A-Z0-9_]*\z/ } @Socket::EXPORT, @Socket::EXPORT_OK;
$constants{$_} = Errno->can($_)->() for keys %!;
$operation{"module.has"} = sub { my $name = need($_[0], "text");
    exists $operation{$name} || exists $constants{$name} ? \1 : $name =~ /^[A-Z_0-9]+\z/ ? \0 : unsupported("not in this adapter") };

# ---- requests
sub hello {
    my @families = grep { socket(my $s, $constants{$_} // 0, SOCK_STREAM, 0) } qw(AF_INET AF_INET6 AF_UNIX);
    my ($os, $arch) = (POSIX::uname())[ 0, 4 ];
    return { protocol => 1, name => "perl", version => sprintf("%vd", $^V), api => "3.13", language => "perl", values => "typed",
        threads => JSON::PP::false, os => lc $os, arch => $arch, byteorder => pack("S", 1) eq "\1\0" ? "little" : "big",
        long => $Config{longsize} + 0, size_t => $Config{sizesize} + 0, libc => "glibc " . ($Config{gnulibc_version} || "unknown"),
        profile => "core", constants => \%constants, operations => [ sort keys %operation ], families => \@families };
}
sub keep {    # a result as it is written; objects in it get the name in $bind, or are closed
    my ($value, $bind) = @_;
    return tuple(map { keep($value->{tuple}[$_], ref $bind ? $bind->[$_] : undef) } 0 .. $#{ $value->{tuple} })
        if ref $value eq "HASH" && $value->{tuple};
    return $value if ref($value) !~ /^IO::Socket/;
    if (!defined $bind || ref $bind || $bind eq "_") { close($value); return { object => "socket" } }
    $handle{$bind} = $value;    # the former one closes itself
    return { handle => $bind };
}
sub call {
    my $request = shift;
    my $code = $operation{ $request->{op} } // unsupported("no $request->{op} here");
    unsupported("no threads and no keyword arguments here") if $request->{lane} || %{ $request->{kwargs} // {} };
    my @args = map { decode($_) } @{ $request->{args} };
    unshift @args, $handle{ $request->{on} } // unsupported("no handle $request->{on}") if defined $request->{on};
    print $out $json->encode({ started => $request->{id} }), "\n" if $request->{begin};
    return keep(scalar $code->(@args), $request->{bind});
}

while (my $line = <$in>) {
    my $request = eval { +{ %{ $json->decode($line) } } } // {};    # none, if it is no object
    my ($do) = join(" ", map { ref ? "" : $_ // "" } @$request{qw(id do op)}) =~ /^\d+ (hello|reset|bye|call(?= \D)) /
        or do { print STDERR "not a request: $line"; exit 2 };
    my ($answer, $began) = ($do eq "hello" ? { hello => hello() } : { ok => undef }, clock_gettime(CLOCK_MONOTONIC));
    if ($do eq "call") {
        $answer = eval { { ok => call($request) } } // $@;
        $answer = { raised => { class => "ValueError", bases => [qw(ValueError Exception)], text => $answer =~ s/ at \S+ line .*//sr } }
            if !ref $answer && $answer =~ /Socket::|^Negative length/;    # what Perl dies of
        die $answer if !ref $answer;                                      # what is the fault of this file
        $answer->{ns} = int(1e9 * (clock_gettime(CLOCK_MONOTONIC) - $began)) if !$answer->{unsupported};
    }
    %handle = () if $do eq "reset";
    print $out $json->encode({ id => $request->{id}, %$answer }), "\n";
    last if $do eq "bye";
}
