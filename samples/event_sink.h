/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Event sinks in C++ without ATL that look from outside like those made with its IDispEventImpl:
 * the IID of the events is answered by a bare IDispatch, and Invoke leads to a method per event.
 */
#ifndef OPENIMAPI_SAMPLES_EVENT_SINK_H
#define OPENIMAPI_SAMPLES_EVENT_SINK_H

#include <ocidl.h>

/**
 * A sink for the event interface Events, whose members become calls of on_event. It lives in its
 * owner's storage, so references are counted for nobody, and must outlive its connection.
 */
template <class Events> class event_sink : public IDispatch
{
  public:
    event_sink() = default;
    event_sink(const event_sink &) = delete;
    event_sink &operator=(const event_sink &) = delete;
    virtual ~event_sink()
    {
        disconnect();
    }

    /** Connects to the events of source; a failure of it when it has no such events. */
    HRESULT connect(IUnknown *source)
    {
        IConnectionPointContainer *container = nullptr;
        HRESULT hr = source->QueryInterface(IID_PPV_ARGS(&container));

        if (SUCCEEDED(hr)) {
            hr = container->FindConnectionPoint(__uuidof(Events), &point);
            container->Release();
        }
        return SUCCEEDED(hr) ? point->Advise(this, &cookie) : hr;
    }

    /** Ends the connection, if there is one. */
    void disconnect()
    {
        if (point == nullptr)
            return;
        point->Unadvise(cookie);
        point->Release();
        point = nullptr;
    }

    STDMETHODIMP QueryInterface(REFIID iid, void **object) override
    {
        *object = nullptr;
        if (!IsEqualIID(iid, __uuidof(IUnknown)) && !IsEqualIID(iid, __uuidof(IDispatch)) &&
            !IsEqualIID(iid, __uuidof(Events)))
            return E_NOINTERFACE;
        *object = static_cast<IDispatch *>(this);
        return S_OK;
    }

    STDMETHODIMP_(ULONG) AddRef() override
    {
        return 2;
    }

    STDMETHODIMP_(ULONG) Release() override
    {
        return 1;
    }

    STDMETHODIMP GetTypeInfoCount(UINT *count) override
    {
        *count = 0;
        return S_OK;
    }

    STDMETHODIMP GetTypeInfo(UINT, LCID, ITypeInfo **) override
    {
        return E_NOTIMPL;
    }

    STDMETHODIMP GetIDsOfNames(REFIID, LPOLESTR *, UINT, LCID, DISPID *) override
    {
        return E_NOTIMPL;
    }

    STDMETHODIMP Invoke(DISPID member, REFIID, LCID, WORD, DISPPARAMS *parameters, VARIANT *,
                        EXCEPINFO *, UINT *) override
    {
        return on_event(member, *parameters);
    }

  protected:
    /** One event; its arguments stand in reverse order. The result goes to nobody. */
    virtual HRESULT on_event(DISPID member, const DISPPARAMS &parameters) = 0;

  private:
    IConnectionPoint *point = nullptr;
    DWORD cookie = 0;
};

#endif
