using System.Runtime.InteropServices;

namespace Proofs.Cli.Hosts;

/// <summary>The first interrupt lets what is at work come to its end, the second stops it; SIGTERM stops at once.</summary>
internal sealed class TwoStepStop : IDisposable
{
    // Not disposed: a signal may be on its way to it when the work is done.
    private readonly CancellationTokenSource _stop = new();
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;
    private readonly Action _told;
    private int _interrupts;

    /// <summary>Listens from here on.</summary>
    /// <param name="told">Called at the first interrupt.</param>
    internal TwoStepStop(Action told)
    {
        _told = told;
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt);
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Terminate);
    }

    /// <summary>Whether nothing new is to be begun.</summary>
    internal bool IsEnding => Volatile.Read(ref _interrupts) > 0;

    /// <summary>Cancelled when what is at work is to stop.</summary>
    internal CancellationToken Token => _stop.Token;

    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
    }

    private void Interrupt(PosixSignalContext context)
    {
        context.Cancel = true;
        if (Interlocked.Increment(ref _interrupts) == 1)
        {
            _told();
        }
        else
        {
            _stop.Cancel();
        }
    }

    private void Terminate(PosixSignalContext context)
    {
        context.Cancel = true;
        Interlocked.Increment(ref _interrupts);
        _stop.Cancel();
    }
}
