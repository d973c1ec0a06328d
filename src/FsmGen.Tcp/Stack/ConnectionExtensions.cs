namespace FsmGen.Tcp.Stack;

/// <summary>What the stack asks of a connection and the connection does not say itself yet; members of its own come first.</summary>
internal static class ConnectionExtensions
{
    extension(TcpConnection connection)
    {
        /// <summary>Whether there is a transmission control block.</summary>
        public bool Exists
        {
            get
            {
                connection.Status();
                return connection.Reply != TcpMessage.ConnectionDoesNotExist;
            }
        }

        /// <summary>The peer's socket; unspecified in LISTEN.</summary>
        public TcpEndpoint Remote
        {
            get
            {
                connection.Status();
                return connection.LastStatus.Remote;
            }
        }

        /// <summary>Closes both directions: text that nobody will read resets the connection.</summary>
        public void Release()
        {
            connection.Status();
            if (connection.Reply == TcpMessage.Ok && connection.LastStatus.AwaitingReceipt > 0)
                connection.Abort();
            else
                connection.Close();
        }
    }
}
