import { queryOptions } from '@tanstack/react-query'
import { api } from '../../lib/api.ts'
import { answerOf } from '../../lib/problem.ts'

const path = (id: string) => ({ params: { path: { id } } })

export const dossierQuery = (id: string) =>
  queryOptions({
    queryKey: ['dossier', id],
    queryFn: () => answerOf(api.GET('/api/v1/dossiers/{id}', path(id))),
  })

export const tasksQuery = (dossier: string) =>
  queryOptions({
    queryKey: ['tasks', dossier],
    queryFn: () => answerOf(api.GET('/api/v1/tasks', { params: { query: { dossier } } })),
  })

export const timelineQuery = (id: string) =>
  queryOptions({
    queryKey: ['timeline', id],
    queryFn: () => answerOf(api.GET('/api/v1/dossiers/{id}/timeline', path(id))),
  })

export const messagesQuery = (id: string) =>
  queryOptions({
    queryKey: ['messages', id],
    queryFn: () => answerOf(api.GET('/api/v1/dossiers/{id}/messages', path(id))),
  })

export const clockQuery = (id: string) =>
  queryOptions({
    queryKey: ['clock', id],
    queryFn: () => answerOf(api.GET('/api/v1/dossiers/{id}/clock', path(id))),
  })

export const standingQuery = (id: string) =>
  queryOptions({
    queryKey: ['standing', id],
    queryFn: () => answerOf(api.GET('/api/v1/dossiers/{id}/process', path(id))),
    retry: false,
  })

export const slipsQuery = (id: string) =>
  queryOptions({
    queryKey: ['slips', id],
    queryFn: () => answerOf(api.GET('/api/v1/dossiers/{id}/slips', path(id))),
  })

export const accessQuery = (id: string) =>
  queryOptions({
    queryKey: ['access', id],
    queryFn: () => answerOf(api.GET('/api/v1/dossiers/{id}/access', path(id))),
  })

export const readsQuery = (id: string) =>
  queryOptions({
    queryKey: ['reads', id],
    queryFn: () =>
      answerOf(api.GET('/api/v1/dossiers/{id}/reads', { params: { path: { id }, query: { limit: 50 } } })),
  })

export const formQuery = (id: string) =>
  queryOptions({
    queryKey: ['form', id],
    queryFn: () => answerOf(api.GET('/api/v1/dossiers/{id}/form', path(id))),
  })
