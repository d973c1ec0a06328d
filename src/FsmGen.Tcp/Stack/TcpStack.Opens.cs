namespace FsmGen.Tcp.Stack;

// Opens: listeners and those who knock, and connections that are asked for from here.
public sealed partial class TcpStack
{
    private readonly Dictionary<TcpEndpoint, TcpListener> _listeners = [];
    private readonly EphemeralPorts _ports;

    /// <summary>Waits for peers on a port of all addresses.</summary>
    /// <param name="port">The port; zero takes one that is free.</param>
    /// <exception cref="TcpException">Somebody listens there already.</exception>
    public TcpListener Listen(ushort port) => Listen(new TcpEndpoint(default, port));

    /// <summary>Waits for peers on a port of one address.</summary>
    /// <param name="local">The socket. An unspecified address stands for all of them; port zero takes one that is free.</param>
    /// <param name="backlog">Connections at most that are half-open, or wait to be accepted.</param>
    /// <param name="options">The options of the connections, or null for those of the stack.</param>
    /// <exception cref="ArgumentException">The address is not one of the stack's, or the backlog is not positive.</exception>
    /// <exception cref="TcpException">Somebody listens there already.</exception>
    public TcpListener Listen(TcpEndpoint local, int backlog = 128, TcpConnectionOptions? options = null)
    {
        if (!local.Address.IsUnspecified && !IsOurs(local.Address))
            throw new ArgumentException($"{local.Address} is not an address of this stack", nameof(local));

        return Add(local.Address.IsUnspecified ? new(default, local.Port) : local, isCatchAll: false, backlog, options);
    }

    /// <summary>Waits for peers on all ports that nobody else listens on.</summary>
    /// <param name="backlog">Connections at most that are half-open, or wait to be accepted.</param>
    /// <param name="options">The options of the connections, or null for those of the stack.</param>
    /// <exception cref="TcpException">Somebody listens there already.</exception>
    public TcpListener ListenToAllPorts(int backlog = 128, TcpConnectionOptions? options = null) =>
        Add(default, isCatchAll: true, backlog, options);

    /// <summary>Connects to a peer.</summary>
    /// <param name="remote">The peer's socket.</param>
    /// <param name="local">
    /// The socket to come from; an unspecified address stands for the first of the peer's family, port zero for one that is free.
    /// </param>
    /// <param name="options">The options of the connection, or null for those of the stack.</param>
    /// <param name="ct">Gives the connection up while it is not established.</param>
    /// <returns>The established connection.</returns>
    /// <exception cref="ArgumentException">Nobody can be there, or the stack cannot come from there.</exception>
    /// <exception cref="TcpException">The peer refused, did not answer, or a limit was reached.</exception>
    /// <exception cref="IOException">The device has failed.</exception>
    public ValueTask<TcpStream> ConnectAsync(
        TcpEndpoint remote, TcpEndpoint local = default, TcpConnectionOptions? options = null, CancellationToken ct = default)
    {
        if (ct.IsCancellationRequested)
            return ValueTask.FromCanceled<TcpStream>(ct);
        if (!IsUnicast(remote.Address) || remote.Port == 0)
            throw new ArgumentException($"Nobody can be reached at {remote}", nameof(remote));

        using (Enter())
        {
            ThrowIfEnded();
            var from = SelectLocal(remote, local);
            if (_connections.Count >= _options.MaximumConnections)
                throw new TcpException(TcpMessage.InsufficientResources, $"The stack has {_options.MaximumConnections} connections, and may not have more");

            var connection = new StackConnection(this, new(_fitting.Of(options ?? _options.Connection), _options.Memory)) { Key = new(from, remote) };
            _connections.Add(connection);
            _statistics.ActiveOpens++;
            connection.Connection.Advance(_now);
            connection.Connection.OpenActive(from, remote);

            // Last, since a token that is cancelled by now withdraws the call at once.
            var operation = connection.Connecting = new(this, _ => Withdraw(connection));
            var task = new ValueTask<TcpStream>(operation, operation.Begin(ct));
            Settle(connection);
            return task;
        }
    }

    private void Connected(StackConnection connection)
    {
        if (connection.Connecting is not { } operation)
            return;

        connection.Connecting = null;
        operation.Succeed(connection.Stream = new(this, connection));
    }

    private void Unconnected(StackConnection connection)
    {
        if (connection.Connecting is not { } operation)
            return;

        connection.Connecting = null;
        operation.Fail(ReasonOfEnd() ?? new TcpException(connection.Failure switch
        {
            // A reset says that nobody is there, as long as nobody has been.
            TcpMessage.ConnectionReset or null => TcpMessage.ConnectionRefused,
            { } reason => reason,
        }));
    }

    private void Withdraw(StackConnection connection)
    {
        connection.Connecting = null;
        Abort(connection);
    }

    private TcpEndpoint SelectLocal(TcpEndpoint remote, TcpEndpoint local)
    {
        var address = local.Address;
        if (address.IsUnspecified)
        {
            address = _options.LocalAddresses.FirstOrDefault(own => own.IsIpv4 == remote.Address.IsIpv4);
            if (address.IsUnspecified)
                throw new ArgumentException($"The stack has no address of the family of {remote.Address} to come from", nameof(local));
        }

        if (address.IsIpv4 != remote.Address.IsIpv4 || !IsOurs(address))
            throw new ArgumentException($"The stack cannot come from {address} to {remote.Address}", nameof(local));

        if (local.Port != 0)
        {
            var from = new TcpEndpoint(address, local.Port);
            return IsFree(new(from, remote)) ? from : throw new TcpException(TcpMessage.ConnectionAlreadyExists);
        }

        return _ports.TrySelect(address, remote, IsPortFree, out var port)
            ? new(address, port)
            : throw new TcpException(
                TcpMessage.InsufficientResources,
                $"All ports from {_options.FirstEphemeralPort} to {_options.LastEphemeralPort} are in use between {address} and {remote}");
    }

    private bool IsPortFree(ConnectionKey key) => IsFree(key) && !_listeners.ContainsKey(key.Local) && !_listeners.ContainsKey(new(default, key.Local.Port));

    private bool IsFree(in ConnectionKey key) => _connections.Find(key) is null && !_timeWaits.TryFind(key, out _);
}
