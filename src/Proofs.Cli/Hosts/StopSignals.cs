using System.Runtime.InteropServices;

namespace Proofs.Cli.Hosts;

/// <summary>Turns SIGINT and SIGTERM into a cancellation, so that what runs can end by itself and say so.</summary>
internal sealed class StopSignals : IDisposable
{
    // Not disposed: a signal may be on its way to it when the work is done.
    private readonly CancellationTokenSource _cancellation = new();
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;

    internal StopSignals()
    {
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel);
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel);
    }

    internal CancellationToken Token => _cancellation.Token;

    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
    }

    private void Cancel(PosixSignalContext context)
    {
        context.Cancel = true;
        _cancellation.Cancel();
    }
}
